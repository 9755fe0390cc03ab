// Draws the charts of a report from the JSON that the page carries. Runs from a file, without a network.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("report-data").textContent);
  const charts = [];
  const printing = window.matchMedia("print");

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const percent = (value) => (value === null || value === undefined ? "-" : (value * 100).toFixed(2) + " %");
  const amount = (value) =>
    value === null || value === undefined ? "-" : value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const shortAmount = (value) =>
    Math.abs(value) >= 1e9 ? value / 1e9 + "B"
    : Math.abs(value) >= 1e6 ? value / 1e6 + "M"
    : Math.abs(value) >= 1e4 ? value / 1e3 + "k"
    : String(value);
  const time = (seconds) => (seconds === null ? "-" : new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " "));
  const utc = (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");

  const axes = (format, height) => [
    {
      stroke: color("--soft"), size: height, grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false },
      font: "12px system-ui, sans-serif",
    },
    {
      stroke: color("--soft"), grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false }, size: 62,
      font: "12px system-ui, sans-serif",
      values: (_, splits) => splits.map((split) => (split === null ? "" : format(split))),
    },
  ];

  // Where nobody points, a legend tells the last of each line.
  const pointedOrLast = (format) => (plot, value, series, at) =>
    format(at === null || at === undefined ? plot.data[series].at(-1) : value);

  const rowColor = (row, index) => color("--c" + (index % 8));
  const lineOf = (row, index, format) => ({
    label: row.name,
    stroke: rowColor(row, index),
    width: row.role === "tested" ? 2.25 : 1.25,
    dash: row.role === "yardstick" ? [2, 4] : row.role === "other" ? [7, 3] : undefined,
    points: { show: false },
    value: pointedOrLast(format),
  });

  // A chart is built anew when its width, its colours or its scale change: each is a few thousand points.
  const add = (host, build) => {
    const chart = { host, build, plot: null, width: 0 };
    chart.draw = () => {
      const width = Math.floor(host.clientWidth);
      if (width > 0) {
        chart.plot?.destroy();
        chart.width = width;
        chart.plot = new uPlot(...build(width), host);
        host.dataset.drawn = String(chart.plot.data[0].length);
      }
    };
    chart.draw();
    charts.push(chart);
    return chart;
  };

  const redraw = () => charts.forEach((chart) => chart.draw());

  // The policy under test is drawn last and so on top; the style puts it first in the legend.
  const ordered = [...data.rows.slice(1).map((row, i) => [row, i + 1]), [data.rows[0], 0]];

  const overTime = (id, field, format, axisFormat, scale) => {
    const host = document.getElementById(id);
    return add(host, (width) => [
      {
        width, height: Math.max(220, Math.min(360, Math.round(width * 0.38))), tzDate: utc,
        cursor: { sync: { key: "time" }, drag: { x: true, y: false } },
        scales: { x: { time: true }, y: scale() },
        axes: axes(axisFormat, 40),
        series: [{ label: "UTC", value: pointedOrLast(time) }, ...ordered.map(([row, i]) => lineOf(row, i, format))],
      },
      [data.times, ...ordered.map(([row]) => row[field])],
    ]);
  };

  const equity = () => {
    const values = data.rows.flatMap((row) => row.values).filter((value) => value > 0);
    const [low, high] = values.reduce(([l, h], value) => [Math.min(l, value), Math.max(h, value)], [Infinity, 0]);
    const positive = data.rows.every((row) => row.values.every((value) => value > 0));
    let logarithmic = positive && high / low > 8;
    const chart = overTime("equity", "values", amount, shortAmount, () => (logarithmic ? { distr: 3 } : {}));
    if (!positive) {
      return;
    }

    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = logarithmic;
    box.addEventListener("change", () => {
      logarithmic = box.checked;
      chart.draw();
    });
    label.className = "chart-tools";
    label.append(box, " logarithmic");
    chart.host.parentElement.prepend(label);
  };

  // A target that stays is one number; one that moves has a number for each point.
  const eachPoint = (given, values) => (Array.isArray(given) ? given : values.map(() => given));
  const span = (values) => {
    const [low, high] = values.reduce(([l, h], value) => [Math.min(l, value), Math.max(h, value)], [Infinity, -Infinity]);
    const [from, to] = [(low * 100).toFixed(1), (high * 100).toFixed(1)];
    return from === to ? to : from + " to " + to;
  };

  const weight = (grid, one) => {
    const card = document.createElement("div");
    const title = document.createElement("h3");
    const reading = document.createElement("span");
    const host = document.createElement("div");
    const targets = eachPoint(one.target, one.values);
    const bands = eachPoint(one.band, one.values);
    const usual = "target " + span(targets) + " %" + (bands.some((half) => half > 0) ? " \u00b1 " + span(bands) : "");
    card.className = "weight";
    host.className = "plot";
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", "Weight of " + one.asset + ", " + usual);
    reading.textContent = usual;
    title.append(one.asset, reading);
    card.append(title, host);
    grid.append(card);
    const edge = (side) => targets.map((target, at) => (bands[at] > 0 ? target + side * bands[at] : null));
    add(host, (width) => [
      {
        width, height: 150, tzDate: utc, legend: { show: false },
        cursor: { sync: { key: "time" }, drag: { x: true, y: false }, y: false },
        scales: { x: { time: true } },
        axes: axes((value) => +(value * 100).toFixed(2) + " %", 24),
        bands: [{ series: [2, 3], fill: color("--band") }],
        series: [
          {},
          { stroke: color("--c0"), width: 1.5, points: { show: false } },
          { stroke: "transparent", width: 0, points: { show: false } },
          { stroke: "transparent", width: 0, points: { show: false } },
          { stroke: color("--soft"), width: 1, dash: [4, 4], points: { show: false } },
        ],
        hooks: {
          setCursor: [
            (plot) => {
              const at = plot.cursor.idx;
              reading.textContent = at === null || at === undefined
                ? usual
                : time(plot.data[0][at]).slice(0, 10) + "  " + percent(plot.data[1][at])
                  + " (target " + percent(plot.data[4][at]) + ")";
            },
          ],
        },
      },
      [
        data.times, one.values, edge(1), edge(-1), targets,
      ],
    ]);
  };

  equity();
  overTime("drawdown", "drawdown", percent, (value) => Math.round(value * 100) + " %", () => ({ range: (_, low) => [low * 1.05, 0] }));
  const grid = document.getElementById("weights");
  data.weights.filter((one) => eachPoint(one.target, one.values).some((value) => value > 0) || one.values.some((value) => value > 1e-9)).forEach((one) => weight(grid, one));

  let waiting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      charts.filter((chart) => Math.floor(chart.host.clientWidth) !== chart.width).forEach((chart) => chart.draw());
    });
  }).observe(document.querySelector("main"));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  printing.addEventListener("change", redraw);
})();
