"use strict";
// What pages do better with a script. Everything here has a plain way without it.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const on = (type, act) => document.addEventListener(type, act);
  const onRequest = (type, act) => on("htmx:" + type, ({ detail: { ctx } }) => ctx && act(ctx));

  const leave = (toast) =>
    setTimeout(() => (toast.matches(":hover, :focus-within") ? leave(toast) : toast.remove()), 6000);

  const fail = ({ sourceElement, sourceEvent, request }, text) => {
    if ("quiet" in sourceElement.dataset) return;
    const toast = $("#failed").content.firstElementChild.cloneNode(true);
    $("p", toast).textContent = text;
    $("button", toast).onclick = () => {
      toast.remove();
      if (sourceElement.requestSubmit) sourceElement.requestSubmit(request.submitter);
      else htmx.trigger(sourceElement, sourceEvent.type);
    };
    $("#toasts").replaceChildren(toast);
  };

  const added = (button) => {
    button.classList.add("added");
    setTimeout(() => button.classList.remove("added"), 4000);
  };

  const hearts = () => {
    const ids = $("#wishes")?.dataset.ids?.split(" ");
    if (ids) each(".heart", (heart) => {
      heart.ariaPressed = ids.includes(heart.value.split(":")[0]);
      heart.name = heart.ariaPressed === "true" ? "unwish" : "product";
    });
  };

  const busy = ({ target, request }, yes) => {
    for (const el of [request.submitter, target?.id === "toasts" ? null : target]) {
      if (el) el.ariaBusy = yes;
    }
  };

  onRequest("before:request", (ctx) => {
    ctx.next = ctx.sourceElement.dataset.thenFocus;
    busy(ctx, "true");
  });
  onRequest("finally:request", (ctx) => {
    busy(ctx, null);
    const button = ctx.request.submitter;
    if (ctx.response?.status < 400 && button?.matches("[data-add] button")) added(button);
  });
  onRequest("after:swap", (ctx) => {
    const next = $("[data-focus]") || document.getElementById(ctx.next);
    next?.removeAttribute("data-focus");
    next?.focus();
    hearts();
    $("#dialog > dialog:not([open])")?.showModal();
    each("[data-toast=success]", (toast) => {
      toast.dataset.toast = "leaving";
      leave(toast);
    });
  });
  onRequest("error", (ctx) => fail(ctx, "That did not go through. Check your connection and try again."));
  onRequest("response:error", (ctx) => {
    const { status, headers } = ctx.response;
    const minutes = Math.ceil((headers.get("retry-after") || 60) / 60);
    if (status === 422 || headers.has("hx-redirect")) return;
    if (status === 429) fail(ctx, `Too many tries. Wait ${minutes > 1 ? minutes + " minutes" : "a minute"}.`);
    else if (status >= 500) fail(ctx, `That did not go through. (${headers.get("x-request-id") || status})`);
    else fail(ctx, "This page is out of date. Load it again.");
  });

  on("click", (event) => {
    const { target } = event;
    const step = target.closest("[data-stepper] button");
    if (step) $("input", step.parentNode)[step.value > 0 ? "stepUp" : "stepDown"]();
    target.closest("[data-close-toast]")?.closest(".msg").remove();
    if (target.matches("dialog")) target.close();
    if (location.pathname === "/search" && target.closest("#products-results a[href^='/p/']")) {
      navigator.sendBeacon("/search/clicks", new URLSearchParams(location.search));
    }
    const tab = target.closest(".slide-tabs a");
    if (tab) {
      event.preventDefault();
      $(tab.hash).scrollIntoView({ block: "nearest", inline: "start", behavior: "smooth" });
    }
  });

  on("submit", (event) => {
    const button = event.submitter;
    if (button?.matches(".facets:target .go")) location.hash = "results-h";
    if (event.defaultPrevented || !button?.matches("[data-once]")) return;
    if (button.ariaBusy) event.preventDefault();
    button.ariaBusy = "true";
  });

  on("keydown", (event) => {
    const { key, target } = event;
    const leaves = key === "Escape";
    if (leaves) each(".tabs", (tabs) => tabs.classList.add("shut"));
    const stops = target.closest(".find")?.querySelectorAll("#q, .hints a");
    if (!stops?.[1]) return;
    const next = stops[leaves ? 0 : [...stops].indexOf(target) + { ArrowDown: 1, ArrowUp: -1 }[key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (leaves) $(".hints").replaceChildren();
  });
  document.addEventListener("close", ({ target }) => target.remove(), true);
  each(".tabs", (tabs) => (tabs.onmouseleave = () => tabs.classList.remove("shut")));

  const seen = new IntersectionObserver((slides) => slides.forEach(({ isIntersecting, target }) => {
    const tab = $(`.slide-tabs a[href="#${target.id}"]`);
    if (tab) tab.ariaCurrent = isIntersecting ? "true" : null;
  }), { threshold: 0.6 });
  each(".slide", (slide) => seen.observe(slide));

  each("[data-keep]", (box) => {
    box.checked = localStorage[box.id] === "1";
    box.onchange = () => (localStorage[box.id] = +box.checked);
  });

  each("[data-reveal]", (input) => {
    const button = document.createElement("button");
    const show = (yes) => {
      input.type = yes ? "text" : "password";
      button.textContent = yes ? "Hide password" : "Show password";
    };
    Object.assign(button, { type: "button", className: "link", onclick: () => show(input.type === "password") });
    show(false);
    input.after(button);
  });

  hearts();
  const stale = () => {
    const badge = $("#cart-badge");
    if (badge && window.htmx) htmx.trigger(badge, "stale");
  };
  addEventListener("focus", stale);
  addEventListener("pageshow", ({ persisted }) => persisted && stale());

  if (!window.htmx) document.body.classList.add("plain");
  each("[data-focus]", (el) => el.removeAttribute("data-focus"));
})();
