# The commands of everyday work; `make` alone lists them.
# Needed: make, git and a Python (3.11 or newer) with its venv module. PYTHON=/path/to/python chooses another one.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help chat run test lint format lock clean content-lint content-verify tools
export PYTHON

# Sees to it that .venv holds what is pinned in requirements/ for a group: runtime, test or lint.
setup := @sh requirements/setup.sh
bin := .venv/bin

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

chat:  ## talk to the coach here, in the terminal; no tokens needed
	$(setup) runtime
	@$(bin)/coach chat

run:  ## run everything that .env or the environment configures (Slack, Discord, prompts) in one process
	$(setup) runtime
	@$(bin)/coach run

# Up to four at a time: each keeps a Python busy, and more of them wait for one another on an ordinary machine.
test:  ## run the whole test suite; ARGS="-k streak -x" hands options to pytest
	$(setup) test
	@$(bin)/python -m pytest -n logical --maxprocesses 4 --dist worksteal $(ARGS) </dev/null

lint:  ## check style, types and the direction of imports
	$(setup) lint
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo

format:  ## put the code into the common style
	$(setup) lint
	@$(bin)/ruff check --fix
	@$(bin)/ruff format

content-lint:  ## check the question bank: format, wording, references, give-aways
	$(setup) test
	@$(bin)/coach content lint

# Runs what the questions claim: Python, SQL, git and shell with what is at hand; says which tools are missing.
content-verify:  ## prove the keys of the question bank by running them, and every other key to be wrong
	$(setup) test
	@$(bin)/coach content verify --mutate $(ARGS)

tools:  ## fetch what content-verify needs for Ruby (with Node.js and npm; C# needs a .NET SDK)
	@command -v npm >/dev/null || { echo "make tools needs Node.js 20 and npm: apt install nodejs npm" >&2; exit 1; }
	mkdir -p .tools && cp content/verify/npm/package*.json .tools/
	npm ci --prefix .tools --ignore-scripts --no-audit --no-fund

# Keeps the pins that still fit pyproject.toml; UPGRADE=1 takes the newest that do.
uv = $(or $(UV),$(shell command -v uv))
compile = @$(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

lock:  ## pin the packages of pyproject.toml anew in requirements/ (needs uv)
	@test -n "$(uv)" || { echo "make lock needs uv: .venv/bin/pip install uv, then make lock UV=.venv/bin/uv" >&2; exit 1; }
	$(compile) pyproject.toml -o requirements/runtime.txt
	$(compile) --group build -c requirements/runtime.txt -o requirements/build.txt
	$(compile) --group test -c requirements/runtime.txt -o requirements/test.txt
	$(compile) --group lint -c requirements/runtime.txt -c requirements/test.txt -o requirements/lint.txt

.PHONY: bench-learning
bench-learning:  ## measure the learning effect on simulated learners; ARGS="--seeds 5 --questions 300" for less
	$(setup) runtime
	@$(bin)/python -m benchmarks.learning --out docs/learning --json docs/learning/results.json $(ARGS)

clean:  ## remove .venv and what tools left behind; settings and databases stay
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
