// Draws a bar chart beside every table that asks for one. The table is always there and says the same;
// without this script, or on paper, nothing is missing.
"use strict";

(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const HATCH = 8; // px from one line to the next
  const number = (cell) => Number(cell.textContent.replace(/[^0-9.-]/g, ""));

  // The rows of a table: its names, and one series for each column of numbers.
  function read(table) {
    const heads = [...table.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr[data-draw]")];
    const names = rows.map((row) => row.cells[0].textContent.trim());
    const series = heads.map((label, index) => ({ label, data: rows.map((row) => number(row.cells[index + 1])) }));
    return { names, series };
  }

  // A long name in two lines: the canvas would cut its beginning off. Tibetan breaks behind a dot between syllables.
  const LONG = 20;
  function inLines(name) {
    if (name.length <= LONG) return name;
    const lines = [""];
    for (const part of name.split(/(?<=[་ ])(?!།)/)) {
      if ((lines.at(-1) + part).length > LONG && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines;
  }

  // The series are told apart without colour: full, empty and hatched, each with a dark border. Hardly more than
  // a thin light line is left of the third one's ground, so that it is far from the empty one in a grey print too.
  function hatched(canvas) {
    const cell = document.createElement("canvas");
    cell.width = cell.height = HATCH;
    const pen = cell.getContext("2d");
    pen.fillStyle = colour("--ink");
    pen.fillRect(0, 0, HATCH, HATCH);
    pen.strokeStyle = colour("--paper");
    pen.lineWidth = 1.5;
    for (const shift of [-HATCH, 0, HATCH]) {
      pen.moveTo(shift, HATCH);
      pen.lineTo(shift + HATCH, 0);
    }
    pen.stroke();
    return canvas.getContext("2d").createPattern(cell, "repeat");
  }

  function draw(canvas) {
    const table = document.getElementById(canvas.dataset.chart);
    const { names, series } = read(table);
    if (names.length === 0) return;
    const fills = [colour("--turq"), colour("--paper"), hatched(canvas)];
    const upright = canvas.dataset.upright === "true";
    const datasets = series.map((one, index) => ({
      ...one,
      backgroundColor: fills[index % fills.length],
      borderColor: colour("--ink"),
      borderWidth: 1,
      maxBarThickness: 22,
    }));
    canvas.parentElement.hidden = false;
    const shown = upright ? names : names.map(inLines);
    const most = Math.max(...shown.map((name) => (Array.isArray(name) ? name.length : 1)));
    const row = Math.max(14 + 16 * series.length, most > 1 ? 21 * most : 0);
    canvas.parentElement.style.height = `${upright ? 260 : 60 + names.length * row}px`;
    const ticks = { color: colour("--ink"), font: { size: 13 } };
    const values = { beginAtZero: true, ticks: { ...ticks, precision: 0 }, grid: { color: colour("--line") } };
    const labels = { ticks: { ...ticks, font: { size: 13, lineHeight: 1.5 }, autoSkip: false }, grid: { display: false } };
    Chart.getChart(canvas)?.destroy();
    new Chart(canvas, {
      type: "bar",
      data: { labels: shown, datasets },
      options: {
        animation: false,
        indexAxis: upright ? "x" : "y",
        maintainAspectRatio: false,
        plugins: { legend: { display: series.length > 1, labels: { color: colour("--ink") } } },
        scales: upright ? { x: labels, y: values } : { x: values, y: labels },
      },
    });
  }

  function drawAll() {
    for (const canvas of document.querySelectorAll("canvas[data-chart]")) draw(canvas);
  }

  drawAll();
  // Paper is always light, and a phone may turn dark in the evening: the colours are read anew.
  for (const change of ["print", "(prefers-color-scheme: dark)"]) matchMedia(change).addEventListener("change", drawAll);
})();
