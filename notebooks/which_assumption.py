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
# # 哪个假设要紧 Which assumption matters
#
# 剑桥的 GMP 车间够不够，基准说“看不准”。该先去弄清哪个数？
# Whether Cambridge has GMP suites enough, the scenario cannot tell. Which number is worth looking
# up first?

# %%
import os

import pandas as pd

from sim import JobRunner, Scenario, discover, sensitivity, sweep

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "200"))
city = Scenario.load("cambridge")
run = city.run(replications=REPLICATIONS)
gmp = next(place.shortage for place in run.verdict.spaces if place.space == "gmp")
chance = gmp.probability
print(f"GMP: {gmp.word}, {chance.holds}/{run.replications} ({chance.low:.0%} – {chance.high:.0%})")

# %% [markdown]
# ## 不再推演，先看已有的未来 Look at the futures you have
#
# 带 `range` 的数，每个世界抽一次：`run.drawn`；每种未来的结果：`run.indicators`。
# 两张表按世界对齐即可。
# Numbers with a `range` are drawn once a world, `run.drawn`; what each future comes to is
# `run.indicators`. Set the two side by side by world.

# %%
worlds = run.indicators.groupby("world")["peak_waiting.gmp"].mean()
drawn = pd.DataFrame(run.drawn)
ranks = drawn.rank().corrwith(worlds.rank()).sort_values(key=abs, ascending=False)
ranks.rename("rank correlation 秩相关").round(2).to_frame()

# %% [markdown]
# 世界少时，纯属碰巧的相关也不小：界线之内的都不算数。
# With few worlds mere luck correlates too: what lies within this bound says nothing.

# %%
bound = 2 / len(worlds) ** 0.5
found = ranks[ranks.abs() > bound]
print(f"{len(worlds)} worlds 个世界: ±{bound:.2f}; beyond 界线之外: {', '.join(found.index)}")

# %% [markdown]
# ## 专门去问 Ask for it
#
# `sensitivity` 打乱所有的数再重组，把结果的差别分给每个数与机遇。四种方法全做要二十秒；
# 这里只用莫里斯初筛与 Sobol 指数，点也只取最少的六十四组，故区间很宽。
# `sensitivity` mixes the numbers anew and shares out what differs among them and chance. All four
# methods take twenty seconds; here Morris's screening and Sobol indices alone, of 64 points,
# the least there may be: mind the wide intervals.

# %%
runner = JobRunner()
asked = sensitivity(
    city,
    outcomes=["peak_waiting.gmp"],
    method="sobol",
    points=64,
    runner=runner,
)
asked

# %%
asked.figures()[0]

# %% [markdown]
# ## 若知道了它 If it were known
#
# 把要紧的数固定在几处，看够用的未来占多少（`shortage_holds`）。各点同一批运气，
# 差别只来自所改之数。
# Hold the number that matters at some values and see in how many futures the suites suffice
# (`shortage_holds`). The points share their luck, so that what differs is what was changed.

# %%
known = sweep(
    city,
    {"stages.gmp.route.cdmo": ["15%", "30%", "45%"]},
    replications=REPLICATIONS,
    runner=runner,
)
points = known.answer.tables()["points"]
points[["stages.gmp.route.cdmo", "shortage_holds.gmp", "peak_waiting.gmp", "idle_mean.gmp"]].round(
    3
)

# %% [markdown]
# ## 要几个数凑在一起才会短缺吗 Does it take several at once
#
# 一半世界用来找盒，另一半用来检验；多半是机遇时，它会直说。
# Boxes are found on one half of the worlds and judged on the other; where it is chance, it says so.

# %%
discover(city, "shortage_holds.gmp == 0", worlds=max(50, REPLICATIONS // 2), runner=runner)

# %% [markdown]
# **怎么读。** 城市小，机遇往往比任何一个假设都大，再精确的调查也消不掉它。先查影响最大、
# 依据又最弱的那个，即“接下来查证”一栏。
# **How to read it.** In a small city chance is often larger than any assumption, and no survey
# takes it away. Look up first what matters most and stands on least: the list "Measure this next".
