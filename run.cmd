@echo off
rem The same steps as the Makefile, for Windows:  run.cmd [run | test | wheelhouse]
rem A test holds the two against each other.
setlocal
chcp 65001 >nul
cd /d "%~dp0"

set "STEP=%~1"
if "%STEP%"=="" set "STEP=run"
set "BIN=.venv\Scripts"
set "WHEELS="
if defined MEDIATION_WHEELHOUSE set WHEELS=--no-index --find-links "%MEDIATION_WHEELHOUSE%"

if not defined PYTHON (
  where py >nul 2>&1 && (set "PYTHON=py -3") || (set "PYTHON=python")
)

if "%STEP%"=="run" goto run
if "%STEP%"=="test" goto test
if "%STEP%"=="wheelhouse" goto wheelhouse
echo run.cmd [run ^| test ^| wheelhouse]
exit /b 2

:run
call :core || exit /b 1
"%BIN%\python" -m mediation run %ARGS%
exit /b %ERRORLEVEL%

:test
call :core || exit /b 1
call :tests || exit /b 1
"%BIN%\python" -m pytest -n auto --maxprocesses 2 --dist loadfile %ARGS%
exit /b %ERRORLEVEL%

:wheelhouse
call :core || exit /b 1
if not exist wheelhouse mkdir wheelhouse
"%BIN%\python" -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --dest wheelhouse -r core.lock || exit /b 1
echo wheelhouse 已备好。把整个项目文件夹（不含 .venv）拷到没有网络的电脑上，然后 / is ready; copy the whole folder without .venv, then:
echo   set MEDIATION_WHEELHOUSE=wheelhouse ^& run.cmd
exit /b 0

rem A copy of the lock inside .venv says what is installed.
:core
fc /b core.lock .venv\core.installed >nul 2>&1 && exit /b 0
%PYTHON% --version >nul 2>&1 || (
  echo 找不到 Python。请先安装 Python 3.11 或更新版本，并选上“Add python.exe to PATH”。
  echo Python was not found. Please install Python 3.11 or later and tick "Add python.exe to PATH".
  exit /b 1
)
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (
  echo Python 的版本太旧，需要 3.11 或更新版本。/ Python is too old: 3.11 or later is needed.
  exit /b 1
)
%PYTHON% -c "import ensurepip, venv" 2>nul || (
  echo Python 缺少 venv 或 ensurepip。请重新安装 Python，并选上 pip。/ Python lacks venv or ensurepip: reinstall it with pip.
  exit /b 1
)
echo 正在安装运行所需的程序，约一分钟…… / Installing, about a minute ...
%PYTHON% -m venv .venv || exit /b 1
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes %WHEELS% -r core.lock || exit /b 1
copy /y core.lock .venv\core.installed >nul
exit /b 0

:tests
fc /b test.lock .venv\test.installed >nul 2>&1 && exit /b 0
echo 正在安装测试所需的程序…… / Installing what the tests need ...
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes %WHEELS% -r test.lock || exit /b 1
copy /y test.lock .venv\test.installed >nul
exit /b 0
