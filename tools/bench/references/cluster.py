"""DBSCAN of scikit-learn: row of the document, distance, least number of neighbours."""
import sys

from sklearn.cluster import DBSCAN

from figure import places, run

xy = places()
run(sys.argv[2], lambda: DBSCAN(eps=float(sys.argv[3]), min_samples=int(sys.argv[4])).fit(xy))
