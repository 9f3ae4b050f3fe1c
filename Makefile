# 两条命令：make site 生成网站，make test 跑全部检查。
# 自己编译、没有开优化的 Python 慢两成：系统自带的够新、能建 venv，就用系统的
OPTIMISED := import sys, sysconfig; sys.exit("--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""))
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell (python3 -c '$(OPTIMISED)' || ! /usr/bin/python3 -c '$(USABLE)') 2>/dev/null && echo python3 || echo /usr/bin/python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: audit audit-dependencies bench canaries coverage docs faults fuzz hostile incremental mutation site test lint types tests browser bench-archive bench-search bench-serve sbom serve shots bench-import lock clean

site: $(STAMP)
	$(BIN)/anli build
	@echo
	@echo "网站在 site/ 里。查看：$(BIN)/python -m http.server -d site 8000 --bind 127.0.0.1 ，然后打开 http://127.0.0.1:8000/"

test: $(STAMP) browser lint types tests

lint: $(STAMP)
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests

types: $(STAMP)
	$(BIN)/mypy

tests: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

browser:
	@sh tests/install-browser.sh
	@sh tests/publishing/install.sh || echo "没有装上 nginx、caddy、sshd、rsync、strace；相应的测试会跳过。"
	@sh tests/search/install.sh $(BIN)/python || echo "没有装上检索服务器；试导入的测试会跳过。"

# 检索的质量、流量和时间：当前内容，以及再加 1,000、5,000 个造出来的案例；约十分钟
bench-search: $(STAMP) browser
	$(BIN)/python -m tests.bench.search

# 生成的快慢，与 Hugo＋Pagefind、mkdocs-material 在同一次运行里比：make bench CASES=1000 RUNS=5
# 分几次量：make bench CASES=10000 RUNS=1 PART="--folder build/bench/10000 --only Hugo 改一个案例"
bench: $(STAMP)
	$(BIN)/pip install -q --require-hashes --only-binary :all: -r tests/bench/requirements.txt
	$(BIN)/python -m tests.bench.builds --cases $(or $(CASES),1000) --runs $(or $(RUNS),5) $(PART)

# 预览的快慢：从保存一个案例到在 Chromium 里看见；超过一秒半就失败
bench-serve: $(STAMP) browser
	$(BIN)/python -m tests.bench.serving --cases $(or $(CASES),1000)

# 一万个案例的列表：页面大小、筛选的时间；约一分钟
bench-archive: $(STAMP) browser
	$(BIN)/python -m tests.bench.archive

serve: $(STAMP)
	$(BIN)/anli serve

# 各种页面的截图（390 与 1280 像素，明与暗）放进 build/shots，并更新 README 和办公指南的图
shots: site
	$(BIN)/python -m tests.browser.shots
	$(BIN)/python -m tests.browser.overview
	$(BIN)/python -m tests.browser.staff_pictures
	$(BIN)/python -m tests.browser.editor_pictures

# 成品网站的审查：html-validate 和 Lighthouse（要 Node.js；nginx 没有就装），成绩写进 README
audit: $(STAMP) browser
	@sh tests/audit/install.sh
	CHROME_PATH=$$(command -v chromium) $(BIN)/python -m tests.audit

# 发布的故障：在每一个系统调用处杀死或让它出错，逐一核对（要 strace；一刻钟到半小时）；
# 六十四个读者看着发布一千次（要 nginx；约八分钟）
faults: $(STAMP)
	@sh tests/publishing/install.sh
	$(BIN)/python -m tests.publishing.faults
	$(BIN)/python -m tests.publishing.readers

# 导入的快慢与内存：一千行名单、一百份案例、存心捣乱的文件；超限就失败
bench-import: $(STAMP)
	$(BIN)/python -m tests.bench.imports

# 模糊测试：任意字节只能得到值或问题，不许出错、不许超过五秒：make fuzz SECONDS=600（处理器时间，各目标轮流）
fuzz: $(STAMP)
	$(BIN)/pip install -q --require-hashes --only-binary :all: -r tests/fuzz/requirements.txt
	$(BIN)/python -m tests.fuzz.campaign $(or $(SECONDS),600) $(TARGETS)

# 探针：没有批准的话藏进成品的每一处、每一种写法，守门要全部找到；约一分钟
canaries: $(STAMP)
	$(BIN)/python -m tests.gatekeeper.canaries

# 闸门、守门、发布的分支覆盖率，不到百分之百就失败；约三分钟
coverage: $(STAMP)
	@sh tests/publishing/install.sh
	$(BIN)/pip install -q --require-hashes --only-binary :all: -r tests/mutation/requirements.txt
	$(BIN)/python -m tests.mutation.selection

# 变异测试：把闸门、守门、发布的代码改坏一处，测试要发现；先量覆盖率。make mutation MUTANTS=0 是全部，约两小时
mutation: $(STAMP)
	@sh tests/publishing/install.sh
	$(BIN)/pip install -q --require-hashes --only-binary :all: -r tests/mutation/requirements.txt
	$(BIN)/python -m tests.mutation.campaign $(or $(MUTANTS),600) $(MODULES)

# 增量等于全新：五万步随机改动，二百趟，每一步都和全新生成逐字节比较；要两三个小时
incremental: $(STAMP)
	ANLI_STEPS=50000 $(BIN)/pytest -n 2 tests/engine

# 存心捣乱的文字：全部攻击串放进每一种文字，在浏览器里打开，有和没有安全策略各一遍；约十分钟
hostile: $(STAMP) browser
	ANLI_VECTORS=2400 $(BIN)/pytest -q -s tests/hostile

# 由程序生成的文档页
docs: $(STAMP)
	$(BIN)/python -m tests.findings

# 锁定的包逐个去问漏洞库 OSV（要联网）；没有问全就算失败
audit-dependencies: $(STAMP)
	$(BIN)/python -m tests.supply.advisories

# 物料清单：锁定的包和交给浏览器的别人的程序，CycloneDX 格式，放进 build/sbom.cdx.json
sbom: $(STAMP)
	$(BIN)/python -m tests.supply.sbom

# 依赖改动后重做锁文件（带散列值，适用于各平台）
lock:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) .cache site

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)
