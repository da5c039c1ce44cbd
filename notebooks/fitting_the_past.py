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
# # 往年对得上吗 Does it fit the past
#
# 上海 2021—25 年的空置、吸纳与获批，模型说得中吗？这些年又教了我们什么？
# Does the model say what Shanghai saw from 2021 to 2025, and what do these years teach about the
# numbers that nobody knows?

# %%
import os

import pandas as pd

from sim import PRIOR, Scenario, calibrate

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "20"))
baseline = Scenario.load("baseline")

# %% [markdown]
# ## 只用前几年去选，用后几年去考 Choose by the first years, test by the later
#
# 只留下与 2023 年以前所见相符的未来；其后的观测一概不用来选，只用来考。
# Futures that agree with what was seen up to 2023 are kept; what came after is never fitted on, it
# tests.

# %%
fit = calibrate(baseline, "shanghai", cut=2023, futures=20, plays=max(20, 5 * REPLICATIONS))
rows = fit.answer.tables()["observations"]
inside = rows.value.between(rows.accepted_low, rows.accepted_high)
pd.crosstab(rows.role, inside.map({True: "inside 带内", False: "outside 带外"}))

# %%
fit.figures()[0]

# %% [markdown]
# 图中的带由区间抽出与留下的各二十来种未来围成：看个大概即可。
# 正式的接受集从一万种未来里留下三百多种，见 `docs/experiments/history.md`；
# 误差要放大几倍才留得够，答案里也会写。
# The bands are of a few dozen futures: enough for an impression. The set that ships keeps some
# three hundred of ten thousand (`docs/experiments/history.md`). How much errors had to be stretched
# stands in the answer:

# %%
print(fit.screen("both").partition("答案 ANSWER")[2])

# %% [markdown]
# ## 承接往年有什么不同 What difference the past makes
#
# 基准情景带着它的接受集，默认承接往年；`PRIOR` 则只按区间抽。
# The baseline names its accepted set and continues from the past; `PRIOR` draws from the ranges
# alone.

# %%
runs = {
    "按区间 from the ranges": baseline.run(replications=REPLICATIONS, grounded=PRIOR),
    "承接往年 from the past": baseline.run(replications=REPLICATIONS),
}
ends = pd.DataFrame({name: run.indicators["vacancy_end.lab"] for name, run in runs.items()})
ends.quantile([0.1, 0.5, 0.9]).round(2)

# %% [markdown]
# ## 往年教了什么 What it taught
#
# 每个带区间的数：中位数在区间里，与在留下的未来里；`told` 表示差别超出机遇。
# Each ranged number, its median within the range and in what was kept; `told`: the two differ by
# more than chance.

# %%
numbers = fit.answer.tables()["numbers"]
print(f"{int(numbers.told.sum())} / {len(numbers)} beyond chance 超出机遇")
shown = ["zh", "en", "drawn_middle", "accepted_middle", "gap", "told"]
numbers.sort_values("gap", ascending=False)[shown].head(5)

# %% [markdown]
# **怎么读。** 样本这么小，几乎没有一个数能说“学到了”；就是用全部接受集，也只有三个。
# 往年不反对这个模型，不等于证明了它。
# **How to read it.** With so few futures hardly any number is taught, and with the whole set only
# three are. That the past does not speak against a model does not prove it.
