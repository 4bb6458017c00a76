# A thin wrapper: everything is in dev.py, which works without make as well.
# Extra arguments: make run ARGS="--port 8001", make test ARGS="-k kort".
PYTHON ?= python3
TASKS := run test lint format build bench audit clean

.PHONY: $(TASKS)
$(TASKS):
	@$(PYTHON) dev.py $@ $(ARGS)
