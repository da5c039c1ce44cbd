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
# # 你的城市 Your own city
#
# 一座只有实验室的小城，再建一栋够不够，会不会闲？程序不认识任何城市：写下来就能算。
# A small town with laboratories only: is one more building enough, or too much? The program knows
# no city; what is written down can be played. The whole way, step by step: `docs/your-city.md`.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from sim import Scenario, ScenarioError, required

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "40"))
TOWN = """
name: {zh: 小城, en: Town}
clock: {start: 2026-01, end: 2035-12}
seed: 1
confidence: 80%
sources: {own: {title: 估计 a guess, kind: own}}
parks: {quay: {label: {zh: 码头, en: Quay}}}
spaces: {lab: {label: {zh: 实验室, en: Laboratory}, lettable: 80%}}
stock: {lab: {area: 40000 m², basis: lettable, parks: {quay: 100%}, occupied: 90%}}
chain: [research]
stages:
  research:
    label: {zh: 研发, en: Research}
    space: lab
    basis: lettable
    area: {lognormal: {median: 800 m², sigma: 0.6}}
    duration: {pert: [2 years, 5 years, 10 years]}
    patience: {pert: [3 months, 9 months, 18 months]}
tracks: {drug: {label: {zh: 新药, en: Drugs}}}
demand:
  newcomers:
    label: {zh: 新企业, en: Newcomers}
    track: drug
    entry: research
    rate:
      {value: 8 per year, range: [6 per year, 11 per year], source: own, status: assumption}
supply:
  tower:
    label: {zh: 新楼, en: Tower}
    parks: {quay: 100%}
    area: 10000 m²
    basis: lettable
    lettable: 80%
    mix: {lab: 100%}
    start: 2026-06
    construction: {triangular: [18 months, 24 months, 30 months]}
standards:
  wait:
    {metric: wait, space: lab, within: 6 months, share: 90%, label: {zh: 等候, en: Wait}}
  idle: {label: {zh: 空置, en: Idle}, metric: vacancy, space: lab, at_most: 15%}
signals: {waiting: 5%, months: 3}
"""

file = Path(mkdtemp()) / "town.yaml"
file.write_text(TOWN, encoding="utf-8")
town = Scenario.load(file)
town

# %% [markdown]
# ## 写错了会怎样 When something is wrong
#
# 所有错误一次说完，指到行与列，并说该怎么写。
# All mistakes are told at once, each with its line and column and what to write instead.

# %%
wrong = file.with_name("wrong.yaml")
wrong.write_text(TOWN.replace("10000 m²", "10000").replace("patience", "patients"), "utf-8")
try:
    Scenario.load(wrong)
except ScenarioError as error:
    print(error)

# %% [markdown]
# ## 够不够，闲不闲 Enough, and not too idle?

# %%
run = town.run(replications=REPLICATIONS)
run

# %%
run.figures.balance()

# %% [markdown]
# ## 没有新楼呢 And without the tower
#
# 同一批企业，同一批运气。 The same companies, with the same luck.

# %%
bare = town.with_({"supply": {}}, name={"zh": "不建", "en": "No tower"})
names = ["shortage_holds", "idle_holds", "vacancy_end.lab", "peak_waiting.lab"]
means = {"tower 新楼": run, "none 不建": bare.run(replications=REPLICATIONS)}
pd.DataFrame({name: one.indicators[names].mean().round(2) for name, one in means.items()})

# %% [markdown]
# ## 该建多少 How much then

# %%
required(town, "lab", replications=max(REPLICATIONS, 20))

# %% [markdown]
# **怎么读。** 小城的每个数都是猜的，`range` 只写了一个：真城市里，
# 先把流入与停留配平（`zhizao check`），再谈结论。
# **How to read it.** Every number of this town is a guess, and one alone has a range. In a real one
# balance arrivals and stay first (`zhizao check`), then believe the answer.
