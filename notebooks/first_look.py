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
# # 初看 First look
#
# 载入基准情景，改两个参数，运行，看图。
# Load the baseline, change two parameters, run, look.
#
# 这里只推演几种未来，数字会跳；正式结论用 200 种。
# A handful of futures is played here, so numbers jump; the verdict takes 200.

# %%
import os

from sim import Scenario

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "20"))
baseline = Scenario.load("baseline")
baseline

# %% [markdown]
# 每个数都知道自己是什么：写法、区间、出处、性质。
# Every number knows what it is: as written, its range, its source, its status.

# %%
lettable = baseline.numbers["supply.starts-2023.lettable"]
print(lettable.text, lettable.range, lettable.pedigree.status, lettable.pedigree.source)

# %% [markdown]
# ## 改两个参数 Change two parameters
#
# 情景不变，`with_` 给出改过的副本；改了值，旧出处就不再算数。
# The scenario stays as it is: `with_` returns a changed copy, and a changed value loses its
# old source.

# %%
slower = baseline.with_(
    {
        "supply.starts-2023.construction": {"triangular": ["20 months", "28 months", "42 months"]},
        "cycles.funding.linear.2029-01": 0.5,
    },
    name={"zh": "建得慢，钱也少", "en": "Slower, less money"},
)

# %%
runs = {
    "baseline": baseline.run(replications=REPLICATIONS),
    "slower, less money": slower.run(replications=REPLICATIONS),
}
runs["slower, less money"]

# %% [markdown]
# ## 逐月序列 Monthly series
#
# 月均值由事件精确积分而来，不是抽样。
# Month means are exact integrals of the events, not samples.

# %%
import pandas as pd

city = {
    name: run.series.groupby(["space", "month"], observed=True)[["capacity", "leased"]].sum()
    / run.replications
    for name, run in runs.items()
}
vacancy = pd.DataFrame({name: 1 - t["leased"] / t["capacity"] for name, t in city.items()})
year = vacancy.index.get_level_values("month").year.rename("year")
vacancy.groupby(["space", year], observed=True).mean().unstack("space").round(3)

# %% [markdown]
# ## 任一时点与每笔申请 Any instant, every request

# %%
runs["baseline"].levels(at=["2026", "2028-07"]).groupby(["at", "space"], observed=True)[
    ["capacity", "leased", "waiting_area"]
].mean().round(0)

# %%
runs["baseline"].requests.head()

# %%
runs["baseline"].waits.groupby("space", observed=True)["wait"].describe().round(2)

# %% [markdown]
# ## 图 Figures

# %%
runs["baseline"].figures.balance()

# %%
runs["slower, less money"].figures.gap()

# %% [markdown]
# ## 存成情景文件 Back to a scenario file
#
# 存到 `scenarios/` 下，命令行会给出同样的数字。
# Saved under `scenarios/`, the command line gives the same numbers.

# %%
print(slower.override(name={"zh": "慢建、少钱", "en": "Slower, less money"}, why="notebook"))
