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
# 2026 年底还没动工的：照旧、建完、不建，还是把研发侧改建成厂房？哪个损失小，先弄清什么再定才值？
# What of the 5 million m² has not begun by the end of 2026: go on, build it all, leave it, or build
# factories instead of laboratories? Which loses least, and what would be worth knowing first?

# %%
import os

from sim import JobRunner, Scenario, decide

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "20"))
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
options = [f"../scenarios/deltas/today-{name}.yaml" for name in ("build", "stop", "convert")]
decided = decide(today, *options, replications=max(REPLICATIONS, 4), runner=JobRunner())
tables = decided.answer.tables()
lost = tables["options"].set_index("option")[
    ["loss", "low", "high", "idle", "unrecovered", "unmet"]
]
(lost / 1e8).round(1)  # 亿元 100m CNY

# %%
decided.figures()[0]

# %% [markdown]
# ## 答案，连同它有多不确定 The answer, and how unsure it is
#
# 未来这么少，好几个方案“分不出高下”；那也是答案。
# With so few futures several options cannot be told apart, and that is an answer too.

# %%
print(decided.screen("both").partition("答案 ANSWER")[2])

# %% [markdown]
# ## 先弄清什么才值 The value of information
#
# 每种未来里都选对，最多省多少：任何调查都不会比这更值。
# 单个数的价值要二十个世界起才谈得上；`told` 为假的，分不清是它还是机遇。
# Choosing right in every future would save this much at most: no survey is worth more. What one
# number is worth is told from twenty worlds on; where `told` is false it may be chance.

# %%
foresight = decided.answer.foresight
print(f"{foresight.value / 1e8:.1f} ± {foresight.error / 1e8:.1f} 亿元 100m CNY")
if "numbers" in tables:
    best = tables["numbers"].head(3)[["zh", "en", "value", "told"]]
    print(best.assign(value=(best.value / 1e8).round(1)).to_string(index=False))

# %% [markdown]
# ## 价值观不同，选择就不同吗 Would other values choose otherwise
#
# 缺一平方米抵空置几平方米？沿这把尺子，最优方案在哪里换。
# How many idle m² is one unmet m² worth? Along this dial, where the best option changes.

# %%
tables["dial"].round(2)
