// The look. Sizes are in em upon the browser's own text size, so that a host page's root font size changes nothing.
const STYLE = `
:host { all: initial !important; }
:host([inline]) { display: block !important; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; unicode-bidi: plaintext; }
.root {
  all: unset;
  --fill: var(--guidepost-accent, var(--own, var(--accent)));
  --on-fill: var(--guidepost-on-accent, var(--own-on, var(--on-accent)));
  --link: var(--guidepost-link, var(--own-link, var(--accent)));
  --ground: var(--guidepost-paper, var(--paper));
  --gap: var(--guidepost-offset, 1em);
  --round: var(--guidepost-radius, 1.125em);
  --line: 1px solid var(--rule);
  color: var(--ink);
  font: 400 medium/1.5 var(--guidepost-font, var(--sans));
  overflow-wrap: break-word;
}
[popover] { position: fixed; inset-block-end: var(--gap); inset-inline-end: var(--gap); z-index: 2147483647; }
:host([position=start]) [popover] { inset-inline: var(--gap) auto; }
:host([position=left]) [popover] { left: var(--gap); right: auto; }
:host([position=right]) [popover] { right: var(--gap); left: auto; }
.aside { inset-block: var(--gap) auto; }
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; word-spacing: inherit; }
button { min-width: 2.75em; min-height: 2.75em; padding: .25em 1em; border: 1px solid var(--edge); border-radius: 2em; background: none; cursor: pointer; }
button:hover { border-color: var(--link); color: var(--link); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[tabindex="-1"]:focus, textarea:focus { outline: none; }
p, ul, ol, dl, dd, h2, h3, h4, blockquote { margin: 0; padding: 0; list-style: none; }
h2, h3 { font: 600 1.3125em/1.25 var(--serif); }
section h3, .hint, .note, small, dt, thead th { color: var(--quiet); font: inherit; }
.sr { position: absolute; overflow: hidden; width: 1px; height: 1px; clip-path: inset(50%); white-space: nowrap; }
svg { width: 1.6em; height: 1.6em; fill: currentColor; }

.launcher, .send, .lines a, .launcher:hover, .send:hover { border-color: transparent; background: var(--fill); color: var(--on-fill); font-weight: 600; }
.launcher { display: flex; align-items: center; gap: .5em; min-height: 3.25em; box-shadow: var(--shade); }
.launcher:focus-visible { box-shadow: 0 0 0 5px var(--ground); }

.panel { display: flex; flex-direction: column; overflow: clip; border: var(--line); background: var(--ground); height: var(--guidepost-height, min(42em, 80vh)); border-radius: var(--round); }
[popover] .panel { position: fixed; inset: inherit; width: min(var(--guidepost-width, 30em), 100vw - 2 * var(--gap)); height: min(var(--guidepost-height, 44em), 100dvh - 2 * var(--gap)); box-shadow: var(--shade); }
.header { display: flex; align-items: center; gap: .6em; min-height: 3.5em; padding-inline: 1em .35em; border-bottom: var(--line); }
.header svg { color: var(--link); }
h2, textarea { flex: 1; min-width: 0; }
.x { border: 0; font-size: 1.25em; }
.log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1em; }
.log:focus-visible { outline-offset: -3px; }
.hello p { color: var(--quiet); }
.hello > h3 { font-size: 1.625em; margin-block: .4em .3em; }
.suggestions ul { border-top: var(--line); margin-top: .35em; }
.suggestions button { display: flex; justify-content: space-between; align-items: center; gap: 1em; width: 100%; min-height: 3em; padding: .4em .25em; border: 0; border-bottom: var(--line); border-radius: 0; color: var(--link); text-align: start; }
.suggestions button::after { content: "→"; }
.suggestions button:dir(rtl)::after { content: "←"; }
.turn:not(:last-child) :is(.suggestions:not(:focus-within), .drop span) { display: none; }

.turn + .turn { margin-top: 1.75em; padding-top: 1.75em; border-top: var(--line); }
.question { width: fit-content; max-width: 88%; margin: 0 0 1em auto; margin-inline: auto 0; padding: .55em 1em; border-radius: 1.125em; border-end-end-radius: .25em; background: var(--tint); white-space: pre-wrap; overflow-wrap: anywhere; }
.reply > * + *, .hello section, .after { margin-top: .9em; }
.wait { width: fit-content; border-bottom: 2px solid var(--marker-edge); }
p + p { margin-top: .5em; }
.quote { padding-inline-start: .9em; border-inline-start: 3px solid var(--marker-edge); font: 1.125em/1.55 var(--serif); }
.quote ul { margin-top: .25em; padding-inline-start: 1.1em; }
.quote li { list-style: disc; }
.quote li::marker { color: var(--marker-edge); }
mark { background: var(--marker-soft); color: var(--on-marker); border-radius: .25em; padding: .1em .15em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.rest, .gap { color: var(--quiet); }
.link { display: inline-flex; align-items: center; min-height: 44px; padding: 0; border: 0; color: var(--link); cursor: pointer; text-decoration: underline 1px; text-underline-offset: .18em; }
.chip { position: relative; display: inline-block; min-width: 1.85em; padding-inline: .4em; border: 1px solid; border-radius: 2em; background: var(--sheet); font: 600 13px/1.7 var(--sans); text-align: center; text-decoration: none; }
.chip::after { content: ""; position: absolute; inset: -11px -10px; }
.chips { display: flex; flex-wrap: wrap; gap: .5em 1.25em; align-content: flex-start; }
.quote .chips { margin-top: .6em; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11em), 1fr)); gap: .75em; }
.columns section { min-width: 0; padding: .75em; border: var(--line); border-radius: .625em; background: var(--sheet); }
h4 { margin-bottom: .5em; }
.columns .quote { font-size: 1em; }
.sources { padding-top: .75em; border-top: 1px dotted var(--edge); }
.sources li { display: grid; grid-template-columns: max-content 1fr; gap: .75em; padding-block: .5em; }
.sources .chips { max-width: 4.5em; }
cite { font-style: normal; }
small { display: block; }
.sure, .feedback, .after { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; }
.sure { flex-wrap: nowrap; }
.sure span { color: var(--link); }
dl { padding: .75em 1em; border-radius: .625em; background: var(--tint); }
dd + dt { margin-top: .5em; }
summary::before { content: "+"; width: 1em; }
[open] > summary::before { content: "–"; }
.drop { background: var(--sheet); }
.drop span { padding-inline-start: .5em; }
.after { gap: 0 1.5em; }
.crisis { --fill: var(--care); --on-fill: var(--care-tint); padding: 1.1em; border: 2px solid var(--care); border-radius: var(--round); background: var(--care-tint); }
.crisis h3 { color: var(--care); }
.lines { display: grid; gap: .6em; }
.lines a { display: flex; align-items: center; min-height: 3em; padding: .4em 1em; border-radius: .75em; }
.trouble { color: var(--trouble); font-weight: 600; }

table { width: 100%; border-collapse: collapse; }
th, td { padding: .4em 0; padding-inline-end: .75em; border-bottom: var(--line); text-align: start; vertical-align: top; }
.quote:has(table) { container-type: inline-size; font: 1em/1.45 var(--sans); font-variant-numeric: tabular-nums; }

.footer { border-top: var(--line); padding: .6em .75em .4em; }
form { display: flex; align-items: flex-end; gap: .4em; padding: .25em; border: 1px solid var(--edge); border-radius: 1.6em; background: var(--sheet); }
form:focus-within { outline: 2px solid var(--link); }
textarea { min-height: 44px; max-height: 30vh; padding: .6em .9em; border: 0; background: none; resize: none; field-sizing: content; }
::placeholder { color: var(--quiet); opacity: 1; }
.note { margin-top: .35em; font-size: .875em; line-height: 1.35; }

@media (max-width: 30em) {
  [popover] .panel { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
}
@media (max-height: 28em) {
  .panel { overflow: auto; }
  .log { flex: none; overflow: visible; }
}
@container (max-width: 20em) { CARDS }
@container (max-width: 25em) { WIDE }
@media (prefers-reduced-motion: no-preference) {
  .log { scroll-behavior: smooth; }
  [popover] .panel { animation: rise .18s; }
  .wait { animation: seek 1s infinite alternate; }
  @keyframes rise { from { opacity: 0; translate: 0 .75em; } }
  @keyframes seek { from { border-color: transparent; } }
}
@media (prefers-contrast: more) { mark { outline: 1px solid; } }
@media (forced-colors: active) {
  mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  .crisis { --fill: Canvas; --on-fill: LinkText; }
}
`;
const CARDS = `
  %, % tbody, % tr, % th, % td { display: block; border: 0; padding: .1em 0; }
  % thead, % td:empty { display: none; }
  % tr + tr { margin-top: .5em; padding-top: .5em; border-top: var(--line); }
  % td::before { content: attr(data-label) " "; color: var(--quiet); }
`;

// The sheet of one widget. theme: light, dark, or else the system's; colour: the school's, any CSS colour.
function sheetOf(theme, colour) {
  let tokens = TOKENS.replaceAll("rem", "em").replaceAll(":host", ".root");
  const dark = { light: "not all", dark: "all" }[theme];
  if (dark) tokens = tokens.replace("(prefers-color-scheme: dark)", dark).replace("light dark", theme);
  const cards = (name) => CARDS.replaceAll("%", name);
  // Black or white upon the colour, whichever stands out more (0.18 is as far from both); for links it is mixed
  // with the ink until any colour can be read.
  const own = colour && CSS.supports("color", colour) ? `.root {
    --own: ${colour};
    --own-on: color(from var(--own) xyz-d65 calc((.18 - y) * 999) calc((.18 - y) * 999) calc((.18 - y) * 999));
    --own-link: color-mix(in oklab, ${colour} 30%, var(--ink));
  }` : "";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens + STYLE.replace("CARDS", cards("table")).replace("WIDE", cards(".wide")) + own);
  return sheet;
}
