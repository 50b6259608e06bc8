"""Writes nbd-values.csv: the printed formulas of the papers, evaluated with mpmath 1.3.0 in 50 digits.

BG/NBD: Fader, Hardie, Lee (2005) eq. 6 and 10. MBG/NBD: Batislam et al. (2007). Pareto/NBD: Fader, Hardie (2005),
"A Note on Deriving the Pareto/NBD Model". MBG/CNBD-k: Reutterer, Platzer, Schroeder (2021) for the likelihood, without
the shares of the gaps; the future as sums over purchases of regularised incomplete beta functions. P(N >= 1) in (T+g, T+g+t]: E[exp(-L p g)(1 - exp(-L t))] as 2F1 for
dropout at purchases; the integral over the first purchase for the Pareto/NBD.

    python3 nbd-values.py > nbd-values.csv
"""

import mpmath
from mpmath import beta, linspace, log, loggamma, mp, mpf, nstr, quad

mp.dps = 50


def hyp2f1(a, b, c, z):
    return mpmath.hyp2f1(a, b, c, z, maxprec=200000, maxterms=10**7)


def prefix(r, al, x):
    return loggamma(r + x) - loggamma(r) + r * log(al)


def survival(a, b, shape, scale, u):
    return hyp2f1(shape, a, a + b, -u / scale)


def any_geometric(alive, a, b, shape, scale, g, t):
    silent = ((scale + t) / scale) ** -shape * survival(a, b, shape, scale + t, g)
    return alive * (survival(a, b, shape, scale, g) - silent)


def bg_nbd(r, al, a, b, x, tx, T, g, t):
    shape = r + x
    odds = a / (b + x - 1) * ((al + T) / (al + tx)) ** shape if x > 0 else mpf(0)
    alive = 1 / (1 + odds)

    def expected(u):
        f = hyp2f1(shape, b + x, a + b + x - 1, u / (al + T + u))
        return (a + b + x - 1) / (a - 1) * (1 - ((al + T) / (al + T + u)) ** shape * f) * alive

    likelihood = beta(a, b + x) / beta(a, b) * (al + T) ** -shape
    if x > 0:
        likelihood += beta(a + 1, b + x - 1) / beta(a, b) * (al + tx) ** -shape
    window = expected(g + t) - (expected(g) if g else 0)
    return prefix(r, al, x) + log(likelihood), alive, window, any_geometric(alive, a, b + x, shape, al + T, g, t)


def mbg_nbd(r, al, a, b, x, tx, T, g, t):
    shape = r + x
    alive = 1 / (1 + a / (b + x) * ((al + T) / (al + tx)) ** shape)

    def expected(u):
        f = hyp2f1(shape, b + x + 1, a + b + x, u / (al + T + u))
        return (a + b + x) / (a - 1) * (1 - ((al + T) / (al + T + u)) ** shape * f) * alive

    likelihood = (beta(a, b + x + 1) * (al + T) ** -shape + beta(a + 1, b + x) * (al + tx) ** -shape) / beta(a, b)
    window = expected(g + t) - (expected(g) if g else 0)
    return prefix(r, al, x) + log(likelihood), alive, window, any_geometric(alive, a, b + x + 1, shape, al + T, g, t)


def pareto_nbd(r, al, s, be, x, tx, T, g, t):
    p, q = r + x, r + s + x
    low, high, second = (be, al, s + 1) if al >= be else (al, be, p)

    def term(u):
        return hyp2f1(q, second, q + 1, (high - low) / (high + u)) / (high + u) ** q

    a0 = term(tx) - term(T)
    alive = 1 / (1 + s / q * (al + T) ** p * (be + T) ** s * a0)
    likelihood = (al + T) ** -p * (be + T) ** -s + s / q * a0

    def expected(u):
        return p * (be + T) / ((al + T) * (s - 1)) * (1 - ((be + T) / (be + T + u)) ** (s - 1)) * alive

    first = quad(lambda u: (1 + u / (al + T)) ** -(p + 1) * (1 + u / (be + T + g)) ** -s, linspace(0, t, 9))
    some = alive * p / (al + T) * ((be + T) / (be + T + g)) ** s * first
    window = expected(g + t) - (expected(g) if g else 0)
    return prefix(r, al, x) + s * log(be) + log(likelihood), alive, window, some


def at_least(n, shape, w):
    """P(at least n steps) of a negative binomial."""
    return mpf(1) if n <= 0 else mpmath.betainc(n, shape, 0, w / (1 + w), regularized=True)


def mbg_cnbd_k(r, al, a, b, k, x, tx, T, g, t):
    k, x = int(k), int(x)
    shape, scale = r + k * x, al + T
    taken = [mpmath.rf(shape, j) / mpmath.factorial(j) * ((T - tx) / scale) ** j for j in range(k)]
    alive = 1 / (1 + a / (b + x) * (scale / (al + tx)) ** shape / sum(taken))
    likelihood = (beta(a, b + x + 1) * scale ** -shape * sum(taken)
                  + beta(a + 1, b + x) * (al + tx) ** -shape) / beta(a, b)
    timing = (k - 1) * x * log(max(tx, mpf('.001'))) - loggamma(k * x) + loggamma(x) if x else mpf(0)

    def stays(purchases):
        return beta(a, b + x + 1 + purchases) / beta(a, b + x + 1)

    def expected(u):
        total = mpf(0)
        for j in range(k):
            part, m, term = mpf(0), 1, mpf(1)
            while term > mpf(10) ** -20:
                term = at_least(m * k - j, shape + j, u / scale) * stays(m - 1)
                part, m = part + term, m + 1
            total += taken[j] * part
        return total / sum(taken)

    def some():
        total = mpf(0)
        for j in range(k):
            n, rest = 0, mpf(1)
            while rest > mpf(10) ** -20:
                w = g / scale
                chance = mpmath.rf(shape + j, n) / mpmath.factorial(n) * (w / (1 + w)) ** n * (1 + w) ** -(shape + j)
                left = k - (j + n) % k
                total += taken[j] * chance * stays((j + n) // k) * at_least(left, shape + j + n, t / (scale + g))
                n, rest = n + 1, rest - chance
        return total / sum(taken)

    window = expected(g + t) - (expected(g) if g else 0)
    return prefix(r, al, k * x) + log(likelihood) + timing, alive, window * alive, some() * alive


HISTORIES = [(0, 0, 0), (0, 0, 40), (1, 0, 40), (2, 213, 272), (5, 100, 300), (26, 216, 217), (60, 250, 273),
             (300, 400, 700), (3, 2, 700), (1, 0, 1000)]
MODELS = [("BG_NBD", bg_nbd, ".2426 30.9 .793 2.426"), ("BG_NBD", bg_nbd, "1.7 12 1.0000001 0.2"),
          ("BG_NBD", bg_nbd, "25 500 .05 .3"), ("BG_NBD", bg_nbd, ".5 3 80 200"),
          ("BG_NBD", bg_nbd, ".4 80 .0001 30000"),
          ("MBG_NBD", mbg_nbd, ".525 43.3 .891 1.614"), ("MBG_NBD", mbg_nbd, "2 9 3 .4"),
          ("PARETO_NBD", pareto_nbd, ".553 74 .606 81.7"), ("PARETO_NBD", pareto_nbd, "2.5 900 .3 .05"),
          ("PARETO_NBD", pareto_nbd, ".2 .1 12 5000"), ("PARETO_NBD", pareto_nbd, "6 40 1.0000001 40"),
          ("MBG_CNBD_K", mbg_cnbd_k, ".85 28 .12 2.2 2"), ("MBG_CNBD_K", mbg_cnbd_k, "2 9 1.5 .4 5")]

print("# family,parameters (rates in days),x,t_x,T,gap,length,log-likelihood,P(alive),expected purchases,P(N>=1); "
      "nbd-values.py")
for family, formulas, parameters in MODELS:
    for history in HISTORIES:
        gap, length = (3, 90) if history[0] % 2 == 0 else (0, 1000)
        numbers = [mpf(p) for p in parameters.split()] + [mpf(h) for h in history] + [mpf(gap), mpf(length)]
        values = formulas(*numbers)
        print(",".join([family, parameters, *map(str, history), str(gap), str(length), *(nstr(v, 16) for v in values)]))
