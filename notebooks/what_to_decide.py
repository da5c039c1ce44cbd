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
# # 怎么定，先弄清什么 Decide, and what to know first
#
# 2026 年底还没动工的：照旧、建完、不建、按空置决定，还是把研发侧改建成厂房？哪个损失小，先弄清什么
# 再定才值？
# What of the 5 million m² has not begun by the end of 2026: go on, build it all, leave it, let
# vacancy decide, or build factories instead of laboratories? Which loses least, and what would be
# worth knowing first?
#
# 六种做法各推演 200 种未来：两核空闲时一分多钟，忙时几分钟；结果留在 `results/jobs`，再开只要几秒。
# 未来少了也能跑（`REPLICATIONS = 20` 约十秒），但答案多半是“分不出高下”。
# Six courses of action are played in 200 futures each: over a minute on two quiet cores, some
# minutes on busy ones. They are kept in `results/jobs`, so that next time it takes seconds. With
# few futures it is quick (`REPLICATIONS = 20`, ten seconds), and the answer mostly "cannot tell".

# %%
import os
from pathlib import Path

import pandas as pd

from sim import JobRunner, Scenario, decide
from sim.experiments.store import Store

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "200"))
today = Scenario.load("today")

# %% [markdown]
# ## 错了要付多少 What a mistake costs
#
# 这不是模型算出来的，是有人说的：写在情景的 `stakes` 里，可以争论。
# No model finds this; somebody states it. It stands in `stakes` of the scenario, to be argued
# about.

# %%
for name in ("idle", "free", "unmet", "lost_for", "unrecovered"):
    number = today.numbers[f"stakes.spaces.lab.{name}"]
    print(f"{name:12}{number.text:14}{number.pedigree.status} {number.pedigree.grade}")

# %% [markdown]
# ## 同一批未来，换方案 The same futures, other options
#
# 方案是叠在情景上的几行改动。同一种未来里比，输赢就不是运气。
# An option is a few lines laid over the scenario. Compared within the same future, winning is not
# luck.

# %%
names = ("build", "stop", "convert", "trigger", "both")
decided = decide(
    today,
    *(f"../scenarios/deltas/today-{name}.yaml" for name in names),
    replications=max(REPLICATIONS, 4),
    runner=JobRunner(store=Store(Path("../results/jobs"))),
)
tables = decided.answer.tables()
options = tables["options"].set_index(["zh", "en"])
(options[["loss", "low", "high", "idle", "unrecovered", "unmet"]] / 1e8).round(1)  # 亿元 100m CNY

# %% [markdown]
# 同一种未来里，比最好的多亏多少：区间跨过零的，与最好的分不出高下。
# How much more than the best is lost in the same future: where the interval holds zero, the two
# cannot be told apart.

# %%
others = options.drop(options.index[decided.answer.best])
apart = others[["difference", "difference_low", "difference_high"]] / 1e8
apart.round(2).assign(told=others.told.map({True: "更差 worse", False: "分不出 not told"}))

# %%
decided.figures()[0]

# %% [markdown]
# ## 答案，连同它有多不确定 The answer, and how unsure it is

# %%
print(decided.screen("both").partition("答案 ANSWER")[2])

# %% [markdown]
# ## 先弄清什么才值 The value of information
#
# 每种未来里都选对，最多省多少：任何调查都不会比这更值。它就是最优方案的平均后悔；未来少时却比后悔
# 大，因为“最优”有一半是运气挑出来的，它的平均后悔因而偏小，这一份要补回来。
# Choosing right in every future would save this much at most: no survey is worth more. It is the
# mean regret of the best option. With few futures it is more: which option looks best is then half
# luck, which makes its mean regret too small, and that is put back.

# %%
foresight = decided.answer.foresight
print(f"knowing all 全都知道   {foresight.value / 1e8:.1f} ± {foresight.error / 1e8:.1f}")
print(f"mean regret 平均后悔   {foresight.plain / 1e8:.1f}   亿元 100m CNY")

# %% [markdown]
# 单个数的价值只列超出机遇的：把各世界打乱重配，二十次里最多一次会有任何一个数看似值这么多。
# 没有一行，就是这么多未来还说不出哪个数值得先查。
# Of single numbers only those beyond chance are shown: where worlds are shuffled, any number at all
# looks worth as much in one case of twenty. No row means that so many futures cannot say which
# number to look up.

# %%
numbers = tables.get("numbers", pd.DataFrame(columns=["zh", "en", "value", "error", "told"]))
told = numbers[numbers.told.astype(bool)].set_index(["zh", "en"])[["value", "error"]]
print(f"beyond chance 超出机遇: {len(told)} / {len(numbers)}")
(told.astype(float) / 1e8).round(1)  # 亿元 100m CNY

# %% [markdown]
# ## 价值观不同，选择就不同吗 Would other values choose otherwise
#
# 缺一平方米抵空置几平方米？沿这把尺子，最优方案在哪里换。
# How many idle m² is one unmet m² worth? Along this dial, where the best option changes.

# %%
tables["dial"].round(2)

# %% [markdown]
# **怎么读。** 200 种未来、六种做法：改建并按空置决定亏得最少，只与单改建分不出高下；先查的是产值
# 增长里须新租楼面的比例，值 0.9 亿元（全都知道值 2.8 亿元），其次是计划以前的厂房面积。
# **How to read it.** 200 futures, six courses: converting and letting vacancy decide loses least,
# and cannot be told from converting alone. To look up first: the share of output growth that needs
# newly rented floor, worth 0.9 (100 million yuan) of 2.8 for knowing all; then the area of
# factories before the programme.
