"""The Epanechnikov density of scikit-learn's kd-tree at the centres of 920 by 1,180 cells of 50 m."""
import numpy as np
from sklearn.neighbors import KernelDensity

from figure import places, run

tree = KernelDensity(bandwidth=300, kernel="epanechnikov", algorithm="kd_tree").fit(places())
x, y = np.meshgrid(503025 + 50 * np.arange(1180), 155025 + 50 * np.arange(920))
centres = np.column_stack([x.ravel(), y.ravel()])
run("density-epanechnikov", lambda: tree.score_samples(centres))
