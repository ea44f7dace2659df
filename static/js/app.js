"use strict";
// What pages do better with a script. Everything here has a plain way without it.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const on = (type, act) => document.addEventListener(type, act);

  const focusOn = (el) => el && (el.removeAttribute("data-focus"), el.focus());

  const leaveSoon = (toast) => setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leaveSoon(toast);
    else toast.remove();
  }, 6000);

  const fail = (ctx, text) => {
    const toast = $("#failed").content.firstElementChild.cloneNode(true);
    const form = ctx.sourceElement;
    $("p", toast).textContent = text;
    $("button", toast).onclick = () => {
      toast.remove();
      if (form.requestSubmit) form.requestSubmit(ctx.request.submitter);
      else htmx.trigger(form, ctx.sourceEvent.type);
    };
    $("#toasts").replaceChildren(toast);
  };

  const added = (button) => {
    const text = [...button.childNodes].find((node) => node.nodeType === 3 && node.data.trim());
    const use = $("use", button);
    const was = [text?.data, use?.getAttribute("href")];
    button.classList.add("done");
    if (text) text.data = use ? " Added" : "Added ✓";
    use?.setAttribute("href", was[1].replace(/#.*/, "#check"));
    setTimeout(() => {
      button.classList.remove("done");
      if (text) text.data = was[0];
      use?.setAttribute("href", was[1]);
    }, 4000);
  };

  const busy = ({ target, request }, yes) => {
    for (const el of [request.submitter, target?.id === "toasts" ? null : target]) {
      if (yes) el?.setAttribute("aria-busy", "true");
      else el?.removeAttribute("aria-busy");
    }
  };

  on("htmx:before:request", ({ detail: { ctx } }) => busy(ctx, true));
  on("htmx:finally:request", ({ detail: { ctx } }) => {
    busy(ctx, false);
    const button = ctx.request.submitter;
    if (ctx.response?.status < 400 && button?.form?.matches("[data-add]") && !button.classList.contains("done")) added(button);
  });
  on("htmx:after:swap", ({ detail: { ctx } }) => {
    focusOn($("[data-focus]") || document.getElementById(ctx.sourceElement.dataset.thenFocus));
    $("#dialog > dialog:not([open])")?.showModal();
    for (const toast of all("#toasts [data-toast=success]:not([data-timed])")) {
      toast.dataset.timed = "";
      leaveSoon(toast);
    }
  });
  on("htmx:error", ({ detail: { ctx } }) => ctx && fail(ctx, "That did not go through. Check your connection and try again."));
  on("htmx:response:error", ({ detail: { ctx } }) => {
    const { status, headers } = ctx.response;
    if (status === 422 || status === 401 || headers.has("hx-redirect")) return;
    if (status === 429) {
      const minutes = Math.ceil((headers.get("retry-after") || 60) / 60);
      fail(ctx, minutes > 1 ? `Too many tries. Wait ${minutes} minutes.` : "Too many tries. Wait a minute.");
    } else if (status >= 500) {
      fail(ctx, `That did not go through. Try again in a moment. (${headers.get("x-request-id") || status})`);
    } else fail(ctx, "This page is out of date. Load it again, then repeat the last step.");
  });

  on("click", (event) => {
    const step = event.target.closest("[data-stepper] button");
    if (step) {
      const input = $("input", step.parentNode);
      input[step.value > 0 ? "stepUp" : "stepDown"]();
    }
    event.target.closest("[data-close-toast]")?.closest(".msg").remove();
    if (event.target.matches("dialog")) event.target.close();
    const tab = event.target.closest(".slide-tabs a");
    if (tab) {
      event.preventDefault();
      $(tab.hash).scrollIntoView({ block: "nearest", inline: "start", behavior: "smooth" });
    }
  });

  on("submit", (event) => {
    if (event.defaultPrevented || !event.submitter?.matches("[data-once]")) return;
    if (event.submitter.ariaBusy) event.preventDefault();
    event.submitter.ariaBusy = "true";
  });

  on("keydown", (event) => event.key === "Escape" && $(".tabs")?.classList.add("shut"));
  $(".tabs")?.addEventListener("mouseleave", (event) => event.target.classList.remove("shut"));

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const tab = $(`.slide-tabs a[href="#${target.id}"]`);
      if (isIntersecting) tab?.setAttribute("aria-current", "true");
      else tab?.removeAttribute("aria-current");
    }
  }, { threshold: 0.6 });
  all(".slide").forEach((slide) => seen.observe(slide));

  for (const box of all("[data-keep]")) {
    const key = box.dataset.keep;
    box.checked = localStorage.getItem(key) === "1";
    box.onchange = () => localStorage.setItem(key, box.checked ? "1" : "0");
  }

  for (const input of all("[data-reveal]")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Show password" });
    button.onclick = () => {
      const show = input.type === "password";
      input.type = show ? "text" : "password";
      button.textContent = show ? "Hide password" : "Show password";
    };
    input.after(button);
  }

  all("[data-focus]").forEach((el) => el.removeAttribute("data-focus"));
})();
