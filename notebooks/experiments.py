# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 接着再问 Then ask more
#
# 首个结论之后的问题：每个动词都是同名的函数，答案自带屏幕、表与图。
# The questions after the first verdict: each verb is a function of the same name, and its answer
# brings its screen, its tables and its figures.
#
# 这里只推演几种未来，数字会跳。 A handful of futures is played here, so numbers jump.

# %%
import os
from pathlib import Path

from sim import JobRunner, Scenario, compare, discover, sweep
from sim.experiments.store import Store

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "20"))
root = Path.cwd() if Path("scenarios").is_dir() else Path.cwd().parent

baseline = Scenario.load(root / "scenarios/baseline.yaml")
boom = Scenario.load(root / "scenarios/boom.yaml")

# %% [markdown]
# ## 若不同会怎样 What if
#
# 算过的点按其成因存放：再运行这一格，一个也不必重算。
# Points are kept by what they are made of: run the cell again and none is played twice.

# %%
runner = JobRunner(store=Store(root / "results/jobs"))
swept = sweep(
    baseline,
    {"cycles.funding.linear.2029-01": [0.5, 1, 1.6, 2]},
    replications=REPLICATIONS,
    runner=runner,
)
swept

# %%
swept.figures()[0]

# %%
points = swept.answer.tables()["points"]
points[["cycles.funding.linear.2029-01", "shortage_holds", "idle_holds", "lost_area", "idle_mean"]]

# %% [markdown]
# ## 哪个更好 Which is better
#
# 同一批企业、同一批运气，差异只来自所改之数。
# The same companies with the same luck, so that what differs is what was changed.

# %%
compared = compare(baseline, boom, replications=max(REPLICATIONS, 4), runner=runner)
compared.figures()[0]

# %% [markdown]
# ## 计划何时落空 When does the plan fail
#
# 热潮里实验室何时过空或不足：一半世界用来找盒，另一半用来检验。
# Boxes are found on one half of the worlds and judged on the other.

# %%
found = discover(boom, "idle_mean.lab > 40万", worlds=100, runner=runner)
found

# %%
found.figures()[0]
