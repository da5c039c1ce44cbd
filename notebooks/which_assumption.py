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
# 上海的厂房够不够，基准情景说“看不准”。一百多个数没人知道，先去弄清哪一个？弄清了值多少钱？
# Whether Shanghai has factories enough, the baseline cannot tell. More than a hundred of its
# numbers nobody knows: which one would you measure first, and what is that worth?
#
# 头一次打开，两核空闲时约两分钟：基准十来秒，末尾的决策一分多钟；决策的结果留在
# `results/jobs`，下次几秒。
# The first time takes about two minutes on two quiet cores: the baseline a dozen seconds, the
# decision at the end over a minute, which is kept in `results/jobs` and then takes seconds.

# %%
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from sim import JobRunner, Scenario, decide, style
from sim.experiments.store import Store

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "200"))
baseline = Scenario.load("baseline")
run = baseline.run(replications=REPLICATIONS)
for place in run.verdict.spaces:
    short, idle = place.shortage, place.idle
    print(f"{place.space:10} short 短缺 {short.probability.fails}/{run.replications}", end="  ")
    print(f"idle 过闲 {idle.probability.fails}/{run.replications}")

# %% [markdown]
# ## 不再推演，先看已有的未来 Look at the futures you have
#
# 带 `range` 的数，每个世界抽一次：`run.drawn`；每种未来的结果：`run.indicators`。
# 基准承接往年：这些世界都与 2021—25 年所见相符。两张表按世界对齐即可。
# Numbers with a `range` are drawn once a world, `run.drawn`; what each future comes to is
# `run.indicators`. The baseline continues from the past: all these worlds agree with what was seen
# in 2021–25. Set the two tables side by side by world.

# %%
worlds = run.indicators.groupby("world")[["waiting_mean.factory", "idle_mean.factory"]].mean()
balance = worlds["waiting_mean.factory"] - worlds["idle_mean.factory"]
drawn = pd.DataFrame(run.drawn)
ranks = drawn.rank().corrwith(balance.rank()).rename("rank correlation 秩相关")

# %% [markdown]
# 一百多个数一起看，总有几个纯属碰巧。界线是：全凭机遇时，二十次运行里只有一次会有任何一个数
# 越过它。界线之内的不列。
# Of a hundred numbers some look important by luck. The bound is passed by any number at all in one
# run of twenty where all is chance; what lies within it is not shown.

# %%
decides = run.verdict.break_even
bound = decides.bound**0.5
told = ranks[ranks.abs() > bound].sort_values(key=abs, ascending=False)
print(f"{len(balance)} worlds 个世界: ±{bound:.2f}")
print(f"beyond chance 超出机遇: {len(told)} / {len(ranks)}")
told.round(2).to_frame()

# %%
first = ranks.abs().idxmax()
colours = style()
figure, ax = plt.subplots(figsize=(6, 3.2), layout="constrained")
ax.scatter(drawn[first], balance / 1e4, s=14, color=colours.supply)
ax.axhline(0, color=colours.demand, lw=1)
ax.set_xlabel(f"{first} · 每个世界一点 a dot a world")
ax.set_ylabel("万 m²")
ax.set_title("厂房：平均等候减平均空置 Factories: mean waiting less mean idle")
plt.show()

# %% [markdown]
# 每次运行自己也做这件事，每种空间都做：`verdict.break_even`。占比是世界之间的差别里，
# 它一个数说得清的那份。
# Every run does this by itself for each type of space, `verdict.break_even`. The share is what one
# number alone tells of how the worlds differ.

# %%
rows = [
    {
        "space": place.space,
        "zh": one.name.zh,
        "en": one.name.en,
        "share 占比": f"{one.share:.0%}",
        "status 性质": baseline.numbers[one.path].pedigree.status,
        "grade 等级": baseline.numbers[one.path].pedigree.grade,
    }
    for place in decides.spaces
    for one in place.numbers
]
pd.DataFrame(rows)

# %% [markdown]
# ## 到哪个值，结论就翻 Where the verdict turns
#
# 不必再推演：未来按那个数排开，看从哪里起短缺（或过闲）的超过两成。
# Nothing more is played: futures in the order of the number show from where on more than one in
# five is short, or too idle.

# %%
turning = run.turning
factory = turning[(turning.space == "factory") & turning.told]
factory[["side", "number_zh", "number_en", "level", "turns_at", "turns_low", "turns_high"]].round(2)

# %%
run.figures.turning() if decides.numbers else "too little to tell 看不准"

# %% [markdown]
# ## 弄清它，值多少 What is it worth to know
#
# 数字改变不了选择，就不值一文。`today` 情景有六种做法，错了要付多少也写明了：先弄清一个数再选，
# 平均少亏多少？（怎么定，见 `what_to_decide.py`。）
# A number that changes no choice is worth nothing. The scenario `today` has six courses of action
# and states what a mistake costs: by how much does the mean loss fall where one number is known
# before choosing? (How to choose: `what_to_decide.py`.)

# %%
decided = decide(
    Scenario.load("today"),
    *(
        f"../scenarios/deltas/today-{name}.yaml"
        for name in ("build", "stop", "convert", "trigger", "both")
    ),
    replications=max(REPLICATIONS, 4),
    runner=JobRunner(store=Store(Path("../results/jobs"))),
)
numbers = decided.answer.tables().get("numbers", pd.DataFrame(columns=["told"]))
worth = numbers[numbers.told.astype(bool)]
everything = decided.answer.foresight
print(f"knowing all 全都知道: {everything.value / 1e8:.1f} ± {everything.error / 1e8:.1f}")
for one in worth.itertuples():
    print(f"{one.zh} {one.en}: {one.value / 1e8:.1f} ± {one.error / 1e8:.1f}")
print("亿元 100m CNY" if len(worth) else "no number beyond chance 没有一个数超出机遇")

# %% [markdown]
# **答案。** 先去弄清产值增长里须新租楼面的比例：它说得清厂房余缺的三分之一强，高于 57 % 短缺、
# 低于 55 % 过闲；依据是最弱的一级（假设，D）；弄清它，平均少亏近 0.9 亿元，
# 全都知道也不过 2.8 亿元。调查若要价更高，就不如直接选。
# **The answer.** Measure first which share of output growth needs newly rented floor. It tells over
# a third of how factories fare, short above 57 % and too idle below 55 %; it stands on the weakest
# ground (an assumption, D); to know it is worth 0.9, of 2.8 (100 million yuan) for knowing all. An
# inquiry that costs more is not worth it.
#
# **怎么读。** 承接往年使各数互有牵连，占比不能相加。要把各数拆开、看它们怎样联手，用
# `sensitivity` 与 `discover`（处理器几分钟，不承接往年）：`docs/experiments/sensitivity.md`。
# **How to read it.** What agrees with the past ties numbers together, so that shares do not add up.
# To split them, and to see what they do together, ask `sensitivity` and `discover` (minutes of
# processor time, from the ranges alone): `docs/experiments/sensitivity.md`.
