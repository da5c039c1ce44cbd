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
# 若 2029 年起投资冷下来，已建的空间会多闲多少？
# If funding turns cold in 2029, how much more of the space will stand idle?
#
# 载入基准情景，改一个数，运行，看图。这里只推演几种未来，数字会跳；正式结论用 200 种。
# Load the baseline, change a number, run, look. A handful of futures is played here, so numbers
# jump; the verdict takes 200.

# %%
import os

import pandas as pd

from sim import Scenario

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "20"))

baseline = Scenario.load("baseline")
baseline

# %% [markdown]
# 每个数都知道自己是什么：写法、区间、性质、出处。
# Every number knows what it is: as written, its range, its status, its source.

# %%
funding = baseline.numbers["cycles.funding.linear.2029-01"]
print(funding.text, funding.range, funding.pedigree.status, funding.pedigree.source)

# %% [markdown]
# ## 改一个数 Change a number
#
# 情景不变，`with_` 给出改过的副本；改了值，旧出处就不再算数。
# 2026 年以后的数改了，往年还是那些往年，两边推演的是同一批未来。
# The scenario stays as it is: `with_` returns a changed copy, and a changed value loses its
# old source. Where what changes lies after 2025, the past stays, and both play the same futures.

# %%
colder = baseline.with_(
    {"cycles.funding.linear.2029-01": 0.5}, name={"zh": "钱少了", "en": "Less money"}
)
runs = {
    "baseline": baseline.run(replications=REPLICATIONS),
    "less money": colder.run(replications=REPLICATIONS),
}
runs["less money"]

# %% [markdown]
# ## 图 Figures

# %%
runs["baseline"].figures.balance()

# %%
runs["less money"].figures.gap()

# %% [markdown]
# ## 表 Tables
#
# 月均值由事件精确积分而来，不是抽样；每笔申请也都在。
# Month means are exact integrals of the events, not samples; every request is there, too.

# %%
city = {
    name: run.series.groupby(["space", "month"], observed=True)[["capacity", "leased"]].sum()
    for name, run in runs.items()
}
vacancy = pd.DataFrame({name: 1 - t["leased"] / t["capacity"] for name, t in city.items()})
year = vacancy.index.get_level_values("month").year.rename("year")
vacancy.groupby(["space", year], observed=True).mean().unstack("space").loc[2028:].round(3)

# %%
runs["baseline"].requests.head()

# %% [markdown]
# ## 差多少，有多准 How much, and how sure
#
# 同一种未来里相减，运气便消去大半。± 是两倍标准误；跨过零，就还说不准。
# Subtracted within each future most of the luck goes. ±: two standard errors; where that reaches
# across zero, so few futures cannot tell.

# %%
idle = [f"idle_end.{space}" for space in baseline.spec.spaces]
change = runs["less money"].indicators[idle] - runs["baseline"].indicators[idle]
pd.DataFrame({"mean 平均 m²": change.mean(), "± m²": 2 * change.sem()}).round(-2)

# %% [markdown]
# ## 存成情景文件 Back to a scenario file
#
# 存到 `scenarios/` 下，命令行会给出同样的数字。
# Saved under `scenarios/`, the command line gives the same numbers.

# %%
print(colder.override(why={"zh": "2029 年起投资冷下来", "en": "Funding turns cold in 2029"}))
