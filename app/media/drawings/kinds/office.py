"""Things that staple, punch, stick, stamp and cut."""

from ..colours import JET, STEEL, dark, ink_on, light
from ..parts.textures import dots
from ..registry import Scene, kind
from ..shapes import disc, group, line, mirrored, oval, path, rect, words


@kind(cm=14, reach=0.74, stands=True, macro=(560, 360, 340), pack="box")
def stapler(s: Scene, c: str = "#c8322b") -> None:
    """A half-strip stapler, seen from the side."""
    s.floor(410, 596, 330, 30, 0.35)
    top = "M104 446Q92 412 130 396L560 262Q640 238 690 300Q716 340 704 410L660 430L152 486Q112 486 104 446Z"
    s.put(
        path(
            "M120 560Q118 540 140 540L660 540Q690 540 690 566Q690 592 662 592L150 592Q124 592 120 560Z",
            s.fade([(0, light(c, 0.2)), (0.3, dark(c, 0.25)), (1, dark(c, 0.55))]),
        ),
        rect(128, 528, 120, 16, 5, s.metal()),
        path(
            "M640 540Q650 430 636 400L690 392Q712 470 690 560Z",
            s.fade([(0, dark(c, 0.5)), (1, dark(c, 0.3))], (1, 0)),
        ),
        path("M130 470L640 400L652 456L150 520Z", s.metal("#b9c0c6")),
        path(top, s.fade([(0, light(c, 0.5)), (0.28, light(c, 0.12)), (0.5, c), (1, dark(c, 0.4))])),
        path("M146 404L560 276Q610 262 646 284Q600 276 566 292L154 420Z", "#fff", opacity=0.4),
        path("M104 446Q98 424 112 408L170 476Q112 490 104 446Z", dark(c, 0.35)),
        disc(664, 400, 16, s.metal()),
        line("M330 408H450M330 426H420", light(c, 0.8), 7, opacity=0.7, transform="rotate(-17 390 400)"),
        at=(0, -20),
    )


@kind(cm=12, reach=0.74, stands=True, macro=(400, 430, 360), pack="box")
def punch(s: Scene, c: str = "#2b3a55") -> None:
    """A two-hole punch with its guide bar."""
    s.floor(400, 640, 320, 28, 0.36)
    handle = "M150 404Q150 300 240 262Q400 214 560 262Q650 300 650 404Q400 356 150 404Z"
    s.put(
        path(
            "M120 560Q116 540 140 536H660Q684 540 680 560L690 616Q692 636 670 636H130Q108 636 110 616Z",
            s.fade([(0, light(c, 0.16)), (0.3, dark(c, 0.3)), (1, dark(c, 0.6))]),
        ),
        rect(96, 548, 620, 20, 8, s.metal()),
        line("".join(f"M{x} 552v10" for x in range(130, 700, 26)), "#5d666c", 2),
        rect(232, 420, 96, 128, 12, s.metal("#9aa3a9", True)),
        rect(472, 420, 96, 128, 12, s.metal("#9aa3a9", True)),
        rect(262, 390, 36, 170, 6, s.metal(STEEL, True)),
        rect(502, 390, 36, 170, 6, s.metal(STEEL, True)),
        path("M160 400Q400 340 640 400L626 450Q400 400 174 450Z", dark(c, 0.45)),
        path(handle, s.fade([(0, light(c, 0.42)), (0.35, c), (1, dark(c, 0.35))])),
        path(
            "M188 372Q210 300 300 276Q400 252 500 268Q330 262 250 304Q206 330 188 372Z", "#fff", opacity=0.3
        ),
        rect(336, 296, 128, 22, 11, dark(c, 0.35), opacity=0.6),
        at=(0, -20),
    )


@kind(cm=10, reach=0.7, stands=True, macro=(330, 380, 360), pack="hang")
def tape(s: Scene, c: str = "#f3e6c4") -> None:
    """A roll of tape on its dispenser, the cut end lifting."""
    core = "#e9dcc0"
    s.floor(410, 654, 270, 26, 0.35)
    s.put(
        disc(380, 376, 226, s.fade([(0, light(c, 0.45)), (0.5, c), (1, dark(c, 0.25))], (1, 1))),
        group(
            *(
                disc(380, 376, r, stroke=dark(c, 0.35), stroke_width=1.5, opacity=0.35)
                for r in range(150, 224, 12)
            )
        ),
        path("M172 290A226 226 0 0 1 330 156L342 176A202 202 0 0 0 194 298Z", "#fff", opacity=0.55),
        disc(380, 376, 132, s.sheen(core, 0.2, 0.2)),
        disc(380, 376, 116, s.fade([(0, "#b99a68"), (1, "#d9c08f")])),
        disc(380, 376, 104, "#8b7146"),
        path("M288 326A104 104 0 0 1 480 350A104 104 0 0 0 288 326Z", "#4a3a20", opacity=0.6),
        path("M380 602Q520 602 606 566L690 536L700 566Q560 640 380 640Q340 640 320 616Z", c, opacity=0.85),
        line("M690 536l-2 8l9 4l-4 8l9 4l-2 8", dark(c, 0.5), 3),
        line("M400 618Q540 612 660 566", "#fff", 5, opacity=0.6),
        at=(-6, 0),
    )


@kind(cm=5, reach=0.5, macro=(330, 330, 360), pack="hang")
def clips(s: Scene, c: str = "#c8322b") -> None:
    """A binder clip among paper clips of the same colour."""
    wire = "M0 0V-120A34 34 0 0 1 68 -120V40A50 50 0 0 1 -32 40V-90A18 18 0 0 1 4 -90"
    for i, (x, y, turn) in enumerate(((210, 330, -50), (610, 300, 38), (600, 580, -24), (220, 600, 66))):
        tone = (c, "#2f6fc0", "#f0b429", STEEL)[i]
        art = [
            line(wire, dark(tone, 0.25), 15),
            line(wire, tone, 11),
            line(wire, light(tone, 0.6), 3, opacity=0.8),
        ]
        s.put(group(art, at=(x, y)), turn=turn, about=(x, y), lift="low")
    loop = "M330 340Q300 200 330 150Q400 96 470 150Q500 200 470 340"
    s.put(
        line(loop, "#6b747a", 15),
        line(loop, "#e8edf0", 7),
        path(
            "M250 340H550L600 560Q602 590 570 592H230Q198 590 200 560Z",
            s.fade([(0, dark(c, 0.2)), (0.2, light(c, 0.3)), (0.5, c), (1, dark(c, 0.4))], (0.4, 1)),
        ),
        rect(240, 328, 320, 30, 15, s.cylinder(c)),
        path("M262 372L300 372L262 576H224Z", "#fff", opacity=0.2),
        at=(0, 10),
    )


@kind(cm=11, reach=0.72, stands=True, macro=(520, 520, 360), pack="box", medium="marker")
def stamp_pad(s: Scene, c: str = "#3b3f8f") -> None:
    """An open stamp pad and a wooden stamp."""
    lid = [
        path("M150 420L186 220H606L640 420Z", s.fade([(0, "#dfe3e6"), (0.4, "#f6f8f9"), (1, "#aeb6bb")])),
        path("M176 406L206 238H588L614 406Z", s.fade([(0, "#c4cbd0"), (1, "#e6eaec")])),
    ]
    s.put(lid)
    s.put(
        path(
            "M120 430H670L690 600Q690 616 672 616H116Q98 616 100 600Z",
            s.fade([(0, "#59626a"), (1, "#23282d")]),
        ),
        path("M148 444H642L656 580H132Z", s.fade([(0, dark(c, 0.2)), (1, c)])),
        dots((150, 450, 492, 126), light(c, 0.35), 11, 2.6, 0.45),
        line("M140 424H650", "#eef1f3", 6, opacity=0.8),
    )
    wood = s.cylinder("#b9763a", True)
    s.put(
        path(
            "M560 560Q560 520 600 510L606 430Q570 390 590 350Q610 316 640 316"
            "Q670 316 690 350Q710 390 674 430L680 510Q720 520 720 560V600H560Z",
            wood,
        ),
        rect(554, 596, 172, 30, 6, s.cylinder("#8a5a2b", True)),
        rect(562, 624, 156, 14, 3, dark(c, 0.2)),
        turn=14,
        about=(640, 500),
        at=(-10, -30),
        grow=0.9,
    )


@kind(cm=4, reach=0.72, macro=(330, 330, 360), pack="hang")
def pushpins(s: Scene, cs: tuple[str, ...] = ("#c8322b", "#2f6fc0", "#f0b429", "#3f9a46", "#8a4fa3")) -> None:
    """Push pins scattered point down."""
    spots = (
        (250, 270, -16, 1.05),
        (440, 220, 10, 0.9),
        (590, 340, 24, 1.0),
        (330, 470, 4, 1.12),
        (540, 560, -10, 1.05),
        (190, 570, -30, 0.92),
    )
    for i, (x, y, turn, grow) in enumerate(spots):
        s.put(
            group(_pin(s, cs[i % len(cs)]), at=(x - 400, y - 400)),
            turn=turn,
            about=(x, y),
            at=(0, 0),
            grow=grow,
        )


def _pin(s: Scene, c: str) -> str:
    """A push pin standing at (400, 400), 190 units high."""
    paint = s.cylinder(c, True)
    return group(
        path("M396 440L404 440L401 508L399 508Z", s.metal(STEEL, True)),
        oval(400, 436, 54, 17, dark(c, 0.4)),
        path(
            "M346 430Q346 412 376 408L384 350H416L424 408Q454 412 454 430Q454 446 400 448Q346 446 346 430Z",
            paint,
        ),
        path("M344 336Q344 318 400 316Q456 318 456 336Q456 354 400 358Q344 354 344 336Z", paint),
        oval(400, 332, 48, 12, light(c, 0.35)),
        oval(388, 329, 20, 5, "#fff", opacity=0.5),
    )


@kind(cm=12, reach=0.74, macro=(300, 400, 340), pack="hang")
def correction(s: Scene, c: str = "#2f8fc6") -> None:
    """A correction-tape mouse leaving a white line."""
    s.put(
        path("M96 560L420 506L426 540L100 596Z", "#ffffff"),
        line("M100 592L424 538", "#d8d4c8", 2),
        lift="low",
    )
    body = "M240 470Q250 330 400 290Q560 250 650 320Q720 390 680 470Q640 540 520 540H330Q240 546 240 470Z"
    s.put(
        path("M262 480L190 560L236 566L330 520Z", s.fade([(0, "#f4f6f7"), (1, "#aeb6bb")])),
        path("M190 560L214 530L250 560L236 566Z", "#dfe4e7"),
        path(body, s.fade([(0, light(c, 0.5)), (0.4, c), (1, dark(c, 0.4))], (0.5, 1))),
        disc(520, 412, 92, light(c, 0.75), opacity=0.7),
        disc(520, 412, 80, stroke="#fff", stroke_width=26),
        disc(520, 412, 42, light(c, 0.4)),
        line("M520 384V440M492 412H548", dark(c, 0.4), 7),
        path(
            "M280 430Q300 350 400 318Q470 296 540 300Q420 320 360 370Q310 410 300 470Z", "#fff", opacity=0.35
        ),
        line("M300 520H470", dark(c, 0.5), 4, opacity=0.5),
        at=(-30, -10),
    )


@kind(cm=16, reach=0.86, tilt=-38, macro=(300, 500, 330), pack="hang")
def cutter(s: Scene, c: str = "#f0b429") -> None:
    """A snap-off cutter with its blade out."""
    snaps = "".join(f"M{x} 424l22 -44" for x in range(116, 250, 32))
    edge = s.fade([(0, "#eef2f4"), (0.7, "#b4bdc3"), (1, "#f7f9fa")])
    art = [
        path("M84 424L134 380H330V424Z", edge),
        line(snaps, "#7d878d", 2),
        path(
            "M262 372L690 364Q724 366 728 400Q724 438 690 440L262 432Q238 430 240 402Q240 374 262 372Z",
            s.cylinder(c),
        ),
        rect(300, 390, 300, 22, 11, dark(c, 0.65)),
        path(
            "M380 384H470Q480 384 480 394V408Q480 418 470 418H380Q370 418 370 408V394Q370 384 380 384Z",
            s.cylinder(JET, gloss=0.4),
        ),
        line("M390 390V412M404 390V412M418 390V412M432 390V412M446 390V412M460 390V412", "#5b646b", 3),
        rect(640, 366, 14, 72, 3, dark(c, 0.35)),
        path("M236 374L270 372V432L236 430Z", s.metal(STEEL)),
        line("M284 380H640", "#fff", 4, opacity=0.4),
    ]
    s.put(group(art, about=(400, 401), grow=(1, 1.35)), turn=-38, grow=1.08)


@kind(cm=38, reach=0.78, stands=True, macro=(500, 440, 360), pack="carton")
def laminator(s: Scene, c: str = "#e9ebec") -> None:
    """A desk laminator taking in a sheet."""
    s.floor(400, 640, 330, 30, 0.38)
    sheet = "M236 330L274 168H526L564 330Z"
    trim = dark(c, 0.55)
    s.put(
        path(sheet, s.fade([(0, "#ffffff"), (1, "#dfe6ea")])),
        path("M296 306L318 196H482L504 306Z", s.sheen("#8fbdf0", 0.3, 0.1)),
        path("M316 296L362 240L400 272L440 222L486 296Z", "#2f7268"),
        path("M250 320L284 176H330L300 320Z", "#fff", opacity=0.35),
        lift="low",
    )
    ink = ink_on(c, 0.6)
    s.put(
        path(
            "M110 380Q112 320 170 318H630Q688 320 690 380L706 590Q706 632 664 634H136Q94 632 94 590Z",
            s.fade([(0, light(c, 0.4)), (0.3, c), (1, dark(c, 0.28))]),
        ),
        path("M150 344H650L660 392H140Z", dark(c, 0.75)),
        path("M150 344H650L652 356H148Z", "#000", opacity=0.3),
        rect(128, 470, 544, 96, 18, s.fade([(0, dark(trim, 0.2)), (1, trim)])),
        disc(190, 518, 24, s.metal(STEEL)),
        line("M190 518V502", JET, 5),
        disc(560, 518, 11, "#5be08a"),
        disc(600, 518, 11, "#d94f3d"),
        words(400, 530, "A4", 36, light(trim, 0.75), spacing=2),
        rect(112, 606, 576, 10, 5, ink, opacity=0.25),
    )


@kind(cm=21, reach=0.76, macro=(400, 600, 330), pack="hang")
def scissors(s: Scene, c: str = "#f0b429") -> None:
    """Open scissors with soft handles."""
    blade = [(0, "#8f989e"), (0.35, "#f3f6f7"), (0.5, "#c8ced2"), (0.52, "#8a9399"), (1, "#d6dbde")]
    bow = (
        "M384 400Q360 440 330 470Q262 520 268 612Q276 704 352 700Q424 694 420 590Q418 500 424 420Z"
        "M352 560Q384 560 382 612Q378 664 348 662Q310 658 312 606Q318 560 352 560Z"
    )
    half = group(
        path("M386 390L372 90Q374 60 396 88L424 384L414 420Z", s.fade(blade, (1, 0))),
        path(bow, s.fade([(0, light(c, 0.4)), (0.4, c), (1, dark(c, 0.35))], (1, 0)), fill_rule="evenodd"),
        line("M300 560Q318 512 364 474", light(c, 0.75), 8, opacity=0.6),
    )
    s.put(mirrored(half), turn=-17, about=(402, 400))
    s.put(half, turn=17, about=(402, 400))
    s.put(disc(402, 402, 20, s.metal()), line("M392 402H412", "#5d666c", 4), lift="low")
