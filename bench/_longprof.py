"""profile: python /tmp/longprof.py SIZE [profile] [rounds=N]"""
import gc, sys, os, cProfile, pstats, time, asyncio, glob
args = sys.argv[1:]
sys.argv = [sys.argv[0]]
sys.path.insert(0, "/work/wt/long/bench"); sys.path.insert(0, "/work/wt/long")
import long_orders as L
import uvloop
SIZE = int(args[0]); PROF = "profile" in args
ROUNDS = next((int(a[7:]) for a in args if a.startswith("rounds=")), 1)
TICK = os.sysconf("SC_CLK_TCK")
def database_cpu():
    pid = int(open(glob.glob("/work/wt/long/bench/out/long_orders/**/postmaster.pid", recursive=True)[0]).readline())
    total = 0.0
    for d in os.listdir("/proc"):
        if d.isdigit():
            try: f = open(f"/proc/{d}/stat").read().rsplit(")", 1)[1].split()
            except OSError: continue
            if int(d) == pid or int(f[1]) == pid:
                total += (int(f[11]) + int(f[12])) / TICK
    return total
import json as _json, signal, collections
SAMPLES = collections.Counter(); SELF = collections.Counter(); N=[0]
def sample(sig, frame):
    N[0] += 1
    seen = set(); first = True
    while frame is not None:
        c = frame.f_code
        key = (c.co_filename.replace("/work/wt/long/", "").replace(".venv/lib/python3.11/site-packages/", ""), c.co_name, c.co_firstlineno)
        if first: SELF[(*key, frame.f_lineno)] += 1; first = False
        if key not in seen: SAMPLES[key] += 1; seen.add(key)
        frame = frame.f_back
def sampled(name):
    with open(f"/tmp/long_{name}.samples", "w") as f:
        f.write(f"{N[0]} samples\n")
        for k, n in SAMPLES.most_common(140): f.write(f"{100*n/N[0]:6.1f}% {k[0]}:{k[2]} {k[1]}\n")
        f.write("SELF\n")
        for k, n in SELF.most_common(70): f.write(f"{100*n/N[0]:6.1f}% {k[0]}:{k[3]} {k[1]}\n")
    SAMPLES.clear(); SELF.clear(); N[0] = 0
_DOC = _json.dumps([{"a": i, "b": str(i), "c": [i, i+1], "d": {"x": i}} for i in range(4000)])
def calibrate():
    import gc
    on = gc.isenabled(); gc.disable()
    best = 9
    for _ in range(3):
        c = time.process_time()
        for _ in range(2):
            d = _json.loads(_DOC); s = sum(r["a"] for r in d); [{**r, "e": s} for r in d]
        best = min(best, time.process_time() - c)
    if on: gc.enable()
    return best
BASE = 0.0125
GC = {}
LOG = []
def watch(phase, info):
    g = info["generation"]
    e = GC.setdefault(g, [0, 0.0, 0.0])
    if phase == "start": e[2] = time.process_time()
    else:
        d = time.process_time() - e[2]
        e[0] += 1; e[1] += d
        if g == 2: LOG.append((round(d, 2), info["collected"], len(gc.get_objects())))
gc.callbacks.append(watch)
async def phase(name, work):
    k1 = calibrate(); GC.clear()
    try: return await phase_(name, work)
    finally:
        if "gclog" in args: print(LOG, gc.get_freeze_count()); 
        LOG.clear()
        told = {g: (e[0], round(e[1], 2)) for g, e in sorted(GC.items())}
        k = (k1 + calibrate()) / 2
        print(f"        slowness {k/BASE:.2f} gc {told} objects {len(gc.get_objects()):,}", flush=True)
def threads():
    found = {}
    for d in os.listdir("/proc/self/task"):
        f = open(f"/proc/self/task/{d}/stat").read()
        n = f.split("(")[1].split(")")[0]; r = f.rsplit(")",1)[1].split()
        found[d+" "+n] = (int(r[11])+int(r[12]))/TICK
    return found
async def phase_(name, work):
    t0 = threads()
    try: return await phase__(name, work)
    finally:
        t1 = threads(); print("        threads", {k: round(v-t0.get(k,0),2) for k, v in t1.items() if v-t0.get(k,0) > 0.05})
async def phase__(name, work):
    p = cProfile.Profile(time.process_time) if PROF else None
    w, c, d = time.perf_counter(), time.process_time(), database_cpu()
    if p: p.enable()
    if "sample" in args:
        signal.signal(signal.SIGPROF, sample); signal.setitimer(signal.ITIMER_PROF, 0.004, 0.004)
    found = await work()
    if p: p.disable()
    if "sample" in args: signal.setitimer(signal.ITIMER_PROF, 0); sampled(name)
    print(f"{SIZE:>6} {name:6} wall {time.perf_counter()-w:7.2f} s  cpu {time.process_time()-c:7.2f} s  database {database_cpu()-d:6.2f} s", flush=True)
    if p: p.dump_stats(f"/tmp/long_{name}.prof")
    return found
if "sql" in args:
    import asyncpg.connection as ac
    orig = ac.Connection._do_execute
    async def timed(self, query, executor, timeout, retry=True, **kw):
        b = time.perf_counter(); c = time.process_time()
        r = await orig(self, query, executor, timeout, retry, **kw)
        w = time.perf_counter() - b
        if w > 0.03:
            n = len(r[0]) if isinstance(r, tuple) and isinstance(r[0], list) else "?"
            print(f"      {w:6.3f} (own cpu {time.process_time()-c:5.3f}) rows {n} {' '.join(query.split())[:150]}", flush=True)
        return r
    ac.Connection._do_execute = timed
async def main():
    async with L.opened("long_orders") as here:
        b = time.perf_counter()
        await L.furnished(here)
        print(f"furnished in {time.perf_counter()-b:.1f}s, load {os.getloadavg()[0]:.1f}")
        dealer, owner = [await L.caller(here, u) for u in ("dealer", "owner")]
        first = await L.ordered(here)
        L.settled()
        if "nogc" in args: gc.disable()
        print("calibrated", calibrate())
        office = here.house.office
        for size, real in ((100, False), *[(SIZE, True)] * ROUNDS):
            first += 1
            text = L.listed(size, first)
            ph = phase if real else (lambda n, w: w())
            found = await ph("draft", lambda: office.ask(dealer, text, f"talk {hash(text)}"))
            if not found["drafts"]: raise SystemExit(found["text"][:500])
            draft = found["drafts"][0]
            card = await ph("card", lambda: office.card(owner, draft))
            out = await ph("sign", lambda: office.decide(owner, draft, card["version"], card["digest"], "sign"))
            if out["code"] != "signed": raise SystemExit(out["message"])
uvloop.run(main())
