"""The same Chromium as in tests/browser, before which pages are put that the application under test has made."""

from tests.browser import conftest

browser_type_launch_args = conftest.browser_type_launch_args
