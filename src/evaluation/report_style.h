// The style sheet of report.html; looks only.
#pragma once

namespace truename::evaluation {

constexpr const char* kReportStyle = R"css(
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --rule: #d5d9de; --wash: #f4f6f8;
  --genuine: #0a7d5a; --impostor: #b3541e; --curve: #1f5fbf; --warn: #9a3412; --warn-wash: #fdf1e7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ed; --soft: #9aa5b1; --paper: #14181d; --rule: #333b45; --wash: #1c2229;
    --genuine: #3fc79a; --impostor: #ee9a5d; --curve: #7db0ff; --warn: #f3a871;
    --warn-wash: #2b2018;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 1.5rem 1.25rem 4rem; color: var(--ink);
  background: var(--paper); font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
p { margin: .4rem 0 .8rem; max-width: 46rem; }
.soft { color: var(--soft); }
.kind { display: inline-block; border: 1px solid var(--warn); color: var(--warn);
  border-radius: 1em; padding: .05rem .7rem; font-weight: 600; }
.notice { border-left: 4px solid var(--warn); background: var(--warn-wash); padding: .7rem 1rem;
  margin: 1rem 0; max-width: 60rem; }
.notice p, .notice ul { margin: .2rem 0; max-width: none; }
.notice ul { padding-left: 1.1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));
  gap: .7rem; margin: 1.2rem 0; }
.figure { background: var(--wash); border-radius: 8px; padding: .7rem .9rem; }
.figure b { display: block; font-size: 1.5rem; line-height: 1.25;
  font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
  gap: 1.2rem; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: .87rem; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font-size: 13px; font-family: inherit; }
.grid { stroke: var(--rule); stroke-width: 1; }
.frame { stroke: var(--soft); stroke-width: 1; fill: none; }
.det { stroke: var(--curve); stroke-width: 2.5; fill: none; stroke-linejoin: round; }
.mark { fill: var(--paper); stroke: var(--curve); stroke-width: 2.5; }
.genuine { fill: var(--genuine); fill-opacity: .55; stroke: var(--genuine); }
.impostor { fill: var(--impostor); fill-opacity: .55; stroke: var(--impostor); }
.threshold { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 4; }
.key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .35em;
  border-radius: 2px; vertical-align: -.05em; background: currentColor; }
.key.g { color: var(--genuine); } .key.i { color: var(--impostor); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--rule);
  white-space: nowrap; vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .87rem; vertical-align: bottom; }
th:first-child, td:first-child, .text { text-align: left; }
td.text { white-space: normal; min-width: 14rem; }
.bad { color: var(--warn); font-weight: 600; }
.side { display: flex; flex-wrap: wrap; gap: 0 3.5rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 34rem) {
  dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; }
  body { padding: 1rem .9rem 3rem; }
  svg text { font-size: 18px; }
}
@media print {
  :root { --ink: #000; --soft: #444; --paper: #fff; --rule: #bbb; --wash: #f4f4f4; }
  body { font-size: 10pt; max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  h2, figure, tr, .figure { break-inside: avoid; }
  h2 { break-after: avoid; }
}
)css";

}  // namespace truename::evaluation
