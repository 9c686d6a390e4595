"""What is printed: light whatever the screen is, every heading with its words, nothing to press."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.house import test_routes
from tests.looks.glass import DESK, Glass

pytestmark = pytest.mark.browser
enter = test_routes.enter
paths = test_routes.paths
HEADINGS = (
    "[...document.querySelectorAll('main :is(h1, h2, h3)')].map((one) => one.innerText.replace(/\\s+/g, ' ').trim())"
)
PRESSED = """[...document.querySelectorAll("main :is(.btn, .acts, .filters, form)")]
  .filter((one) => one.checkVisibility()).length"""
INK = "Chart.getChart(document.querySelector('canvas')).options.scales.x.ticks.color"
# Every chart as it stands on the page, with a third column of numbers beside its own.
THREE_COLUMNS = """() => {
  const table = document.getElementById(document.querySelector("canvas").dataset.chart);
  for (const row of table.rows) {
    while (row.cells.length < 4) row.append(row.cells[1].cloneNode(true));
    if (row.parentElement.matches("tbody")) for (const cell of [...row.cells].slice(1)) cell.textContent = "9";
  }
}"""
# The mean luminance of what is drawn inside of the first bar of each series, from 0 for black to 1 for white.
LUMINANCES = """() => {
  const canvas = document.querySelector("canvas");
  const chart = Chart.getChart(canvas), scale = chart.currentDevicePixelRatio, inset = 3;
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return chart.data.datasets.map((_series, index) => {
    const { x, y, base, width } = chart.getDatasetMeta(index).data[0].getProps(["x", "y", "base", "width"], true);
    const box = [x - width / 2 + inset, y + inset, width - 2 * inset, base - y - 2 * inset];
    const { data } = canvas.getContext("2d").getImageData(...box.map((one) => Math.round(one * scale)));
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) {
      const seen = [0, 1, 2].map((part) => data[at + part] * (data[at + 3] / 255) + 255 - data[at + 3]);
      sum += 0.2126 * linear(seen[0]) + 0.7152 * linear(seen[1]) + 0.0722 * linear(seen[2]);
    }
    return sum / (data.length / 4);
  });
}"""
FAR_APART = 3  # times as light, as WCAG asks of two surfaces that have to be told from each other
LIGHT_INK, DARK_INK = "#14202b", "#eef2ef"


@pytest.fixture
def glass(browser, house):
    context = browser.new_context(bypass_csp=True)
    yield Glass(context.new_page(), Path(house.static_folder))
    context.close()


@pytest.mark.parametrize(
    ("who", "path"), [("clerk", "/"), ("office", "/cases"), ("office", "/roster"), ("mediator", "/")]
)
def test_every_heading_keeps_its_words_and_no_button_is_left(standing, enter, glass, who, path):
    glass.show(enter(who).get(path).text, DESK)
    on_screen = glass.page.evaluate(HEADINGS)
    glass.page.emulate_media(media="print")
    assert glass.page.evaluate(HEADINGS) == on_screen
    assert glass.page.evaluate(PRESSED) == 0


def test_a_chart_is_printed_on_white_though_the_screen_is_dark(standing, enter, glass):
    glass.show(enter("office").get("/statistics?period=2026").text, DESK, dark=True)
    assert glass.page.evaluate(INK) == DARK_INK
    glass.page.emulate_media(media="print", color_scheme="dark")
    glass.page.wait_for_function(f"{INK} === '{LIGHT_INK}'")
    glass.page.emulate_media(media="screen", color_scheme="dark")
    glass.page.wait_for_function(f"{INK} === '{DARK_INK}'")


@pytest.mark.parametrize("dark", [False, True])
def test_a_grey_print_tells_the_series_of_a_chart_from_each_other(standing, enter, glass, dark):
    glass.show(enter("office").get("/statistics?period=2026").text, DESK, dark=dark)
    glass.page.evaluate(THREE_COLUMNS)
    glass.page.emulate_media(media="print")
    glass.page.wait_for_function("Chart.getChart(document.querySelector('canvas')).data.datasets.length === 3")
    glass.page.wait_for_function(f"{INK} === '{LIGHT_INK}'")
    drawn = glass.page.evaluate(LUMINANCES)
    ratios = [(max(pair) + 0.05) / (min(pair) + 0.05) for pair in pairwise(drawn)]
    assert len(ratios) == 2
    assert min(ratios) >= FAR_APART, drawn
    borders = "Chart.getChart(document.querySelector('canvas')).data.datasets.map((one) => one.borderColor)"
    assert set(glass.page.evaluate(borders)) == {LIGHT_INK}
