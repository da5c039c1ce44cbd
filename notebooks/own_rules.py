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
# # 自己的规则 Rules of your own
#
# 若等候名单改成“谁要得少，先给谁”，会少等多少，又由谁来等？
# If those who wait were served by size, the smallest first, who would wait less, and who more?
#
# 模型可以改写：继承一个类，让 `City` 用它。
# The model is open: subclass a class and let a `City` use it.
#
# 自定义行为只由 SimPy 引擎执行，慢得多；笔记本里定义的类只在本进程执行。写进模块再导入，即可并行。
# 结果的键含这些类的源码，因此不会与原来的结果混淆。
# Only the SimPy engine plays custom behaviour, much slower; a class that a notebook defines is
# played in this process alone. Put it in a module and import it to use all processors. The key of
# the results holds the source of the classes, so they are not mistaken for the usual ones.

# %%
import os

from sim import City, Scenario
from sim.model.market import Loss, Market, Request

REPLICATIONS = int(os.environ.get("ZHIZAO_REPLICATIONS", "40"))


# %%
class SmallestFirst(Market):
    """Requests of one priority are ordered by area, then by company, instead of by time."""

    def ask(self, request: Request) -> Loss | None:
        """Put the area in the place of the tick, which comes after the priority."""
        priority, _, *rest = request.rank
        request.rank = (priority, request.area, *rest)
        return super().ask(request)


class SmallCity(City):
    """A city with that market; `company_class` and `works_class` are replaced the same way."""

    market_class = SmallestFirst


# %% [markdown]
# 剑桥多迁入几倍的企业，就有了长队。抽签不变：两次运行里同一家企业有同样的运气，差别只来自规则。
# With some times the firms that move to Cambridge there is a queue. Luck stays: a company has the
# same luck in both runs, so all that differs comes from the rule.

# %%
city = Scenario.load("cambridge")
scarce = city.with_(
    {f"demand.inward-{kind}.rate": "6 per year" for kind in ("therapeutics", "tools")}
)
usual = scarce.run(replications=REPLICATIONS)
smallest = scarce.run(replications=REPLICATIONS, city=SmallCity)
smallest.key[:12], usual.key[:12]

# %%
import pandas as pd

asked = {"先到先得 first come": usual, "小者优先 smallest first": smallest}
waits = pd.concat({name: run.waits for name, run in asked.items()}, names=["rule"])
waits.groupby(["rule", "space", "outcome"], observed=True)["wait"].agg(["size", "mean"]).round(2)

# %% [markdown]
# 同一种未来里相减，差才只是规则之差。±是两倍标准误；跨过零，就还说不准。
# Subtracted within each future, what is left is the rule's. ±: two standard errors; where that
# reaches across zero, so few futures cannot tell.

# %%
names = ["peak_waiting.grow_on", "waiting_mean.grow_on", "lost_area", "idle_mean.grow_on"]
change = smallest.indicators[names] - usual.indicators[names]
pd.DataFrame({"mean 平均 m²": change.mean(), "± m²": 2 * change.sem()}).round(0)

# %%
smallest.figures.balance()

# %% [markdown]
# ## 另几处可改之处 What else can be replaced
#
# - `Company._seek` 怎样找空间；`Company._duration` 阶段多长；
#   how a company seeks room; how long its stages take.
# - `Market.serve` 何时给谁；`WorksOffice.begin` 何时开工。
#   whom the list serves and when; when works start.
#
# 名字以 `_` 开头的方法可能随版本改变。用 `audit=True` 运行一次，可核对守恒。
# Methods whose names begin with `_` may change with a version. Play once with `audit=True` to see
# that every m² and company is still accounted for.

# %%
scarce.run(replications=1, city=SmallCity, audit=True).replications
