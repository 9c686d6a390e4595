# 两条命令就够：  make run  运行    make test  测试       （全部命令：make help）
# Two commands are enough: `make run` and `make test`; `make help` lists the rest. On Windows: run.cmd

PYTHON ?= python3
ARGS ?=
FIGURES ?=
BIN := .venv/bin
WHEELS := $(if $(MEDIATION_WHEELHOUSE),--no-index --find-links "$(MEDIATION_WHEELHOUSE)")
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(WHEELS)
WORKERS := -n auto --maxprocesses 2 --dist loadfile

.PHONY: help run test check bench prove wheelhouse lock notices picture screenshots translations format
.DEFAULT_GOAL := help

help:  ## 列出命令 / this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-22s %s\n", $$1, $$2 }'

run: .venv/.core  ## 安装并运行 / install what is needed and serve on this machine
	@$(BIN)/python -m mediation run $(ARGS)

test: .venv/.test  ## 全部测试 / every test
	@$(BIN)/python -m pytest $(WORKERS) $(ARGS)

prove: .venv/.test  ## 慢而全的证明 / the slow tests with full counts instead of small ones
	@MEDIATION_PROVE=1 $(BIN)/python -m pytest $(WORKERS) -m slow $(ARGS)

bench: .venv/.test  ## 速度之比 / speed figures, as ratios
	@$(BIN)/python -m benchmarks $(ARGS)
	@$(BIN)/python -m benchmarks.figures $(FIGURES)
	@$(BIN)/python -m benchmarks.search $(SEARCH)

screenshots: .venv/.test  ## 主要页面的图片 / pictures of the main pages, in screenshots/
	@MEDIATION_SCREENSHOTS="$(CURDIR)/screenshots" $(BIN)/python -m pytest -m browser $(ARGS)

picture: screenshots  ## README里的图片 / the picture of the README, made anew
	@cp screenshots/case-planned-1280.png docs/pictures/case.png

manual-pictures: .venv/.test  ## 手册里的图片 / the pictures of the manuals, made anew
	@MEDIATION_MANUAL_PICTURES="$(CURDIR)/static/help" $(BIN)/python -m pytest -m browser tests/browser/test_manual.py $(ARGS)

# ---------------------------------------------------------------- installing

define NO_PYTHON
找不到 $(PYTHON)。请先安装 Python 3.11 或更新版本。
  Debian、Ubuntu：sudo apt install python3 python3-venv
$(PYTHON) was not found. Please install Python 3.11 or later (Debian, Ubuntu: the packages python3 and python3-venv).
endef

define OLD_PYTHON
$(PYTHON) 的版本太旧，需要 Python 3.11 或更新版本。
  装好以后可以指明用哪一个：make run PYTHON=python3.12
$(PYTHON) is too old: Python 3.11 or later is needed. Name another one with: make run PYTHON=python3.12
endef

define NO_VENV
$(PYTHON) 缺少 venv 或 ensurepip，不能建立独立的运行环境。
  Debian、Ubuntu：sudo apt install python3-venv
  其他系统：重新安装 Python，并选上 pip 和 venv。
$(PYTHON) lacks venv or ensurepip. Debian, Ubuntu: install the package python3-venv. Elsewhere: reinstall Python with pip and venv.
endef

export NO_PYTHON OLD_PYTHON NO_VENV

.venv/.core: core.lock
	@command -v "$(PYTHON)" >/dev/null || { echo "$$NO_PYTHON" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$OLD_PYTHON" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$$NO_VENV" >&2; exit 1; }
	@echo "正在安装运行所需的程序，约一分钟…… / Installing, about a minute …"
	@"$(PYTHON)" -m venv .venv
	@$(INSTALL) -r core.lock
	@touch $@

.venv/.test: test.lock .venv/.core
	@echo "正在安装测试所需的程序…… / Installing what the tests need …"
	@$(INSTALL) -r test.lock
	@touch $@

.venv/.dev: dev.lock .venv/.test
	@echo "正在安装检查所需的程序…… / Installing what the checks need …"
	@$(INSTALL) -r dev.lock
	@touch $@

# FOR names the machine that has no internet when it is not like this one: make wheelhouse FOR=win_amd64 FOR_PYTHON=3.12
FOR ?=
FOR_PYTHON ?= 3.11

wheelhouse: .venv/.core  ## 供没有网络的单位安装 / a folder to install from without internet
	@mkdir -p wheelhouse
ifeq ($(FOR),)
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --dest wheelhouse -r core.lock
else
	@sed 's/ ; [^\\]*//' core.lock > .venv/every-platform.lock
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --no-deps \
		--implementation cp --python-version $(FOR_PYTHON) --platform $(FOR) --dest wheelhouse -r .venv/every-platform.lock
endif
	@echo "wheelhouse/ 已备好。把整个项目文件夹（不含 .venv）拷到没有网络的电脑上，然后 / is ready; copy the whole folder without .venv, then:"
	@echo "  MEDIATION_WHEELHOUSE=wheelhouse make run        (Windows: set MEDIATION_WHEELHOUSE=wheelhouse & run.cmd)"

# ---------------------------------------------------------------- checks

CHECKS := check-lint check-types check-layers check-templates check-docs check-translations check-migrations check-notices
.PHONY: $(CHECKS)

check: $(CHECKS)  ## 代码、类型、层次、模板、文档、翻译、迁移、许可 / everything a machine can judge

check-lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: .venv/.dev
	$(BIN)/mypy

check-layers: .venv/.dev
	$(BIN)/lint-imports

check-templates: .venv/.dev
	$(BIN)/djlint templates --lint --quiet

check-docs: .venv/.dev
	@if $(BIN)/python -m mediation docs --help >/dev/null 2>&1; then $(BIN)/python -m mediation docs --check; \
	else echo "check-docs: the program has no command docs yet"; fi

check-translations: .venv/.dev
	@$(EXTRACT)
	$(BIN)/pybabel update --check --ignore-pot-creation-date --ignore-obsolete --no-fuzzy-matching --input-file .venv/messages.pot --output-dir mediation/translations

check-migrations: .venv/.dev
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && unset MEDIATION_DATABASE_URL && export MEDIATION_INSTANCE="$$folder" \
	&& $(BIN)/python -m mediation db upgrade && $(BIN)/python -m mediation db check

check-notices: .venv/.dev
	$(BIN)/python .ci/notices.py --check

# ---------------------------------------------------------------- for maintainers

COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)
EXTRACT = $(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keyword N_ --keyword _l --add-location file --sort-by-file \
	--project mediation --copyright-holder "the mediation system contributors" --output-file .venv/messages.pot .
UPGRADE ?=

lock: .venv/.dev  ## 重做三个锁文件 / the three locks from pyproject.toml; newer versions with UPGRADE=--upgrade
	@$(COMPILE) --group dev pyproject.toml --output-file dev.lock
	@$(COMPILE) --group test --constraints dev.lock pyproject.toml --output-file test.lock
	@$(COMPILE) --constraints dev.lock pyproject.toml --output-file core.lock
	@echo "Locks are made; next: make notices"

notices: .venv/.dev  ## 重写 THIRD-PARTY.md / the notices from the lock and the vendored files
	@$(BIN)/python .ci/notices.py

translations: .venv/.dev  ## 提取、合并、编译翻译 / extract, merge and compile the catalogues
	@$(EXTRACT)
	@for locale in bo en; do \
		[ -f mediation/translations/$$locale/LC_MESSAGES/messages.po ] || \
		$(BIN)/pybabel init --input-file .venv/messages.pot --output-dir mediation/translations --locale $$locale; \
	done
	@$(BIN)/pybabel update --ignore-pot-creation-date --ignore-obsolete --no-fuzzy-matching --input-file .venv/messages.pot --output-dir mediation/translations
	@$(BIN)/pybabel compile --directory mediation/translations

format: .venv/.dev  ## 排版 / lay out the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
