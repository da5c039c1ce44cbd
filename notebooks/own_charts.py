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
# # 自己的图 Charts of your own
#
# 你要的图，程序没有。怎样用自己的 Matplotlib 画，又和报告里的图放在一起不走样？
# The figure that you need is not there. How to draw it with Matplotlib so that it stands beside
# those of the report?

# %%
import os

import matplotlib.pyplot as plt
import pandas as pd

import sim

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "100"))
run = sim.Scenario.load("cambridge").run(replications=REPLICATIONS)
colours = sim.style()
colours

# %% [markdown]
# `sim.style()` 之后，中文、字体、网格都和我们的图一样；`with sim.style():` 则只管一段，
# 在其中画完、存好。
# 颜色有固定的意思：供给蓝、短缺朱、需求黑、空置灰；不表示这些的，用 `colours.others`。
# From here on hanzi, font and grid are those of our figures; `with sim.style():` ends with its
# block, in which the chart is drawn and saved. Colours mean something: supply, shortage, demand,
# idle; what means none of them takes one of `colours.others`.

# %% [markdown]
# ## 一带一线 A band and a line
#
# 每月每种未来的空置面积，取十分位与中位数：带是八成的未来，不是误差。表里的面积一律是 m²。
# Idle area by month and future, as deciles and median. The band holds eight futures of ten; it is
# no error bar. Tables hold m², whatever unit the city's screens show.

# %%
city = run.series.groupby(["space", "month", "replication"], observed=True)[
    ["free", "waiting_area"]
]
levels = city.sum() / 1000
low, middle, high = (
    levels.groupby(["space", "month"], observed=True).quantile(q) for q in (0.1, 0.5, 0.9)
)

figure, axes = plt.subplots(1, 3, figsize=(9, 2.8), layout="constrained")
for ax, (key, kind) in zip(axes, run.scenario.spec.spaces.items(), strict=True):
    for column, colour in (("free", colours.idle), ("waiting_area", colours.shortage)):
        month = middle.loc[key].index
        ax.fill_between(
            month, low.loc[key][column], high.loc[key][column], color=colour, alpha=0.25, lw=0
        )
        ax.plot(month, middle.loc[key][column], color=colour)
    ax.set_title(f"{kind.label.zh} {kind.label.en}")
    ax.xaxis.set_major_locator(plt.matplotlib.dates.YearLocator(3))
axes[0].set_ylabel("千平方米 1000 m²")
figure.suptitle("空置（灰）与等候（朱） Idle (grey), waiting (vermillion)")
plt.show()

# %% [markdown]
# ## 每种未来一个点 A dot a future
#
# 带区间的数按世界抽，结果按未来记：`run.indicators` 的索引就是（世界，未来）。
# Ranged numbers are drawn a world, results come a future: the index of `run.indicators` is world
# and replication.

# %%
drawn = pd.DataFrame(run.drawn).rename_axis("world")
dots = run.indicators.join(drawn)
figure, ax = plt.subplots(figsize=(5, 3), layout="constrained")
for holds, colour, label in ((1, colours.idle, "够 enough"), (0, colours.shortage, "缺 short")):
    mine = dots[dots["shortage_holds.gmp"] == holds]
    ax.scatter(
        mine["stages.start_up.success"],
        mine["idle_mean.grow_on"] / 1e4,
        s=14,
        color=colour,
        label=label,
    )
ax.set_xlabel("起步成功率 success of start-ups")
ax.set_ylabel("万 m²")
ax.set_title("成长实验室的平均空置 Mean idle area of grow-on labs")
ax.legend(title="GMP")
plt.show()

# %% [markdown]
# 同一世界的两点横坐标相同、纵坐标不同：那段差就是机遇。点少时别看形状。
# Two dots of one world share their place and differ in height: that gap is chance. With few dots
# see no shape in them.

# %%
within = dots.groupby("world")["idle_mean.grow_on"].var().mean()
print(f"机遇占比 share of chance: {within / dots['idle_mean.grow_on'].var():.0%}")
