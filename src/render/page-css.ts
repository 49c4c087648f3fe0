/** The style of every page: one column that fits a frame of 420 px, light and dark. */
export const pageCss = `:root {
  color-scheme: light dark;
  --ground: #fbfaf8;
  --card: #ffffff;
  --ink: #23262b;
  --soft: #5d646e;
  --line: #e3e0da;
  --accent: #1f6583;
  --good: #23683f;
  --good-ground: #e3f2e7;
  --warm: #8a4b10;
  --warm-ground: #fbeedd;
  --bad: #9c2f2f;
  --bad-ground: #f9e4e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #17191d;
    --card: #1f2227;
    --ink: #e6e4df;
    --soft: #a2a8b1;
    --line: #343941;
    --accent: #84c2de;
    --good: #9bd5ae;
    --good-ground: #1d3526;
    --warm: #ecbd8a;
    --warm-ground: #3b2c1b;
    --bad: #efa6a0;
    --bad-ground: #402325;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 44rem; margin: 0 auto; padding: 1.25rem 1.1rem 2.5rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
p { margin: 0.35rem 0; }
ul, ol { margin: 0.35rem 0; padding-left: 1.3rem; }
header { margin-bottom: 1.5rem; }
header h1 { margin: 0; font-size: 1.5rem; line-height: 1.2; font-weight: 650; }
header h1 a { color: inherit; text-decoration-color: var(--line); }
.community { margin: 0 0 0.15rem; color: var(--soft); font-size: 0.85rem; }
.when { margin: 0.3rem 0 0.7rem; font-size: 1.05rem; }
.zone, .count, .facts, .source, .sum, .empty, footer { color: var(--soft); font-size: 0.87rem; }
.badge {
  display: inline-block;
  padding: 0.05rem 0.55rem;
  border-radius: 1rem;
  background: var(--line);
  font-size: 0.8rem;
  font-weight: 600;
  white-space: nowrap;
}
.badge.called { background: var(--warm-ground); color: var(--warm); }
.badge.confirmed, .badge.open, .badge.published { background: var(--good-ground); color: var(--good); }
.badge.cancelled { background: var(--bad-ground); color: var(--bad); }
details { margin-top: 0.6rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.87rem; }
table { border-collapse: collapse; margin: 0.4rem 0; }
th, td { padding: 0.1rem 1rem 0.1rem 0; text-align: left; vertical-align: top; }
th { font-weight: 500; color: var(--soft); white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
section { margin-top: 1.6rem; }
h2 { margin: 0 0 0.5rem; font-size: 1.05rem; font-weight: 650; }
h3 { margin: 1rem 0 0.25rem; font-size: 0.95rem; font-weight: 650; }
.agenda { margin: 0; padding: 0; list-style: none; }
.agenda > li {
  position: relative;
  margin: 0 0 0.5rem;
  padding: 0.55rem 0.8rem 0.55rem 2.6rem;
  border: 1px solid var(--line);
  border-radius: 0.6rem;
  background: var(--card);
}
.number { position: absolute; left: 0.8rem; top: 0.55rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.agenda .title, .agenda .facts { margin: 0; }
.agenda .title strong { font-weight: 600; }
.agenda .facts em { font-style: normal; color: var(--ink); }
.agenda .done .title { color: var(--soft); }
.agenda .now { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.sum.over { color: var(--warm); }
.note { margin: 0.4rem 0; padding-left: 0.8rem; border-left: 3px solid var(--line); }
.note.decision { border-left-color: var(--good); }
.source { margin: 0.1rem 0 0; font-size: 0.8rem; }
.lines { margin: 0; padding: 0; list-style: none; }
.lines li { padding: 0.55rem 0; }
.lines li + li { border-top: 1px solid var(--line); }
pre { overflow-x: auto; padding: 0.5rem 0.7rem; border-radius: 0.4rem; background: var(--line); }
code { font-size: 0.9em; }
footer { margin-top: 2rem; padding-top: 0.8rem; border-top: 1px solid var(--line); }
`;
