"""What the Python scripts share: the events, and one figure as a line of JSON."""
import datetime
import json
import sys
import time

import numpy as np
import sklearn


def places():
    return np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, usecols=(1, 2))


def peak_mib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def run(row, call):
    """Times a call alone and prints its figure."""
    begin = time.perf_counter()
    call()
    seconds = time.perf_counter() - begin
    print(json.dumps({"id": row, "program": "scikit-learn", "value": seconds, "unit": "s", "peak_mib": round(peak_mib()), "runs": 1,
                      "note": "scikit-learn " + sklearn.__version__, "date": datetime.date.today().isoformat()}))
