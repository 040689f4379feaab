"""One step of a peer for every line it reads: peer.py FOLDER SCRIPT [the script's own options].

Answers each line with one of JSON: {"ms", "loss"}; the first, unasked for, tells of the first step, which compiles.
"""
import json, os, resource, runpy, sys, time

folder, script = sys.argv[1:3]
sys.path.insert(0, folder)
import common


def measure(o, peer, step):
    x, eps = common.batches(o)

    def timed(i):
        start = time.perf_counter()
        loss = step(x[i % 4], eps[i % 4])
        ms = (time.perf_counter() - start) * 1e3
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(dict(name=peer, ms=ms, loss=loss, rss=rss)), flush=True)

    timed(0)
    for i, _ in enumerate(sys.stdin, 1):
        timed(i)


common.measure = measure
sys.argv = [os.path.join(folder, script), *sys.argv[3:]]
runpy.run_path(sys.argv[0], run_name='__main__')
