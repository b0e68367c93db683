// Records that try to be more than text. Whatever they hold, a page shows it and nothing happens: a script that ran
// would set window.broken. Prints them as JSON Lines.
const kRun = 'window.broken=true';
const kScript = `<script>${kRun}</script>`;
const deep = (levels) => (levels === 0 ? kScript : { a: [deep(levels - 1)] });

const records = [
  { id: 'markup', title: `Hostile <b>bold</b> & ${kScript} title`, url: `https://example.org/?a=1&b="></a>${kScript}`,
    type: '<i>type</i>', tags: [`<img src=x onerror=${kRun}>`, 'a&b'], importance: 40, published: '2024-01-01',
    summary: `Hostile summary </p></main>${kScript}<img src=x onerror="${kRun}">`,
    cited_by: [{ id: 'attribute', title: `</a>${kScript}`, type: `" onmouseover="${kRun}`, quality: 50 }] },
  { id: 'attribute', title: `Hostile " onmouseover="${kRun}" x=" 'single' title`, url: `javascript:${kRun}`,
    type: `paper" autofocus onfocus="${kRun}`, tags: [`"></a>${kScript}`], importance: 50,
    authors: [`<svg onload=${kRun}>`], summary: 'Hostile quotes \' " ` and {{braces}} ${template}' },
  { id: 'data-url', title: 'Hostile address of data', url: `data:text/html,${kScript}`, type: 'web',
    publication: `JaVaScRiPt:${kRun}`, summary: 'Hostile data address' },
  { id: 'tabbed-url', title: 'Hostile address with a tab', url: `java\tscript:${kRun}`, type: 'web',
    summary: 'Hostile tabbed address' },
  { id: 'spoof-url', title: 'Hostile address that turns around', url: 'https://good.example/\u202Etxt.exe', type: 'web',
    summary: 'Hostile overrides: \u202E reversed \u2066 isolated and never closed' },
  { id: 'bidi', title: 'Hostile \u202Egnp.exe and \u2067never closed', type: 'web', tags: ['\u202Egat'], importance: 60,
    summary: 'Hostile text \u05D0\u05D1\u05D2 12 \u202E and on' },
  { id: 'long', title: 'Hostile ' + 'long'.repeat(2500), type: 't'.repeat(500), tags: ['tag'.repeat(100)],
    importance: 70, summary: 'Hostile ' + 'x'.repeat(10000) },
  { id: 'long-words', title: 'Hostile ' + 'word '.repeat(2000), type: 'web', importance: 71,
    summary: 'Hostile words ' + 'many words '.repeat(900) },
  { id: 'controls', title: 'Hostile \u0000\u0001\u0007\u001B[31m red\u001B[0m \u009B controls', type: 'web',
    summary: 'Hostile \u0085 next line \u2028 separator' },
  { id: 'spaces and/slash ?q=1&x#fragment "quotes" <b>', title: 'Hostile id', type: 'web',
    summary: 'Hostile id with signs of addresses' },
  { id: 'marks', title: 'Hostile ' + 'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319'.repeat(40),
    type: 'web', summary: 'Hostile marks above and below' },
  { id: 'nested', title: 'Hostile nesting', type: 'web', summary: 'Hostile nesting of what no field reads',
    extra: deep(60) },
  { id: 'many', title: 'Hostile many citing pages', type: 'web', summary: 'Hostile list',
    key_points: Array.from({ length: 700 }, (_, i) => `Hostile point ${i} <b>`),
    cited_by: Array.from({ length: 400 }, (_, i) => ({ id: `page-${i}`, title: `<i>Page</i> ${i}`, quality: i % 100 })) },
];
console.log(records.map((record) => JSON.stringify(record)).join('\n'));
