package table

import (
	"math"
)

// Uniques in the population, told from a sample. A sample unique is only a risk if nobody else in the
// population shares its values.

// Population is the estimated risk in a population of which the table is a random sample.
type Population struct {
	Size int `json:"size"`
	// Pitman and Zayatz are estimates of the share of the sample's persons that are unique in the population:
	// by the Pitman superpopulation model, fitted by maximum likelihood (Hoshino, Journal of Official
	// Statistics 17/4, 2001), and by the equivalence-class estimator of Zayatz (Bureau of the Census, 1991).
	Pitman float64 `json:"unique_pitman"`
	Zayatz float64 `json:"unique_zayatz"`
	// Unique is Pitman's estimate for samples of up to a tenth of the population, else Zayatz's (after
	// Dankar et al., BMC Medical Informatics and Decision Making 12:66, 2012).
	Unique float64 `json:"unique"`
}

// populationOf estimates from class sizes; population is at least the number of persons.
func populationOf(sizes []SizeCount, persons, population int) *Population {
	p := &Population{Size: population}
	uniques := 0
	for _, s := range sizes {
		if s.Size == 1 {
			uniques = s.Classes
		}
	}
	if persons == 0 || uniques == 0 {
		return p
	}
	p.Zayatz = zayatz(sizes, persons, population) * float64(uniques) / float64(persons)
	p.Pitman = pitman(sizes, persons, population)
	p.Unique = p.Zayatz
	if 10*persons <= population {
		p.Unique = p.Pitman
	}
	return p
}

// zayatz is the chance that a sample unique is a population unique, if classes of the population are as
// large as those of the sample.
func zayatz(sizes []SizeCount, n, population int) float64 {
	choose := func(n, k int) float64 {
		if k < 0 || k > n {
			return math.Inf(-1)
		}
		return lgamma(float64(n+1)) - lgamma(float64(k+1)) - lgamma(float64(n-k+1))
	}
	all := choose(population, n)
	one := func(size int) float64 { // chance that one of size is drawn
		return float64(size) * math.Exp(choose(population-size, n-1)-all)
	}
	sum, single := 0.0, 0.0
	for _, s := range sizes {
		x := float64(s.Classes) * one(s.Size)
		sum += x
		if s.Size == 1 {
			single = x
		}
	}
	if sum == 0 {
		return 0
	}
	return single / sum
}

// pitman is the expected share of population uniques, Γ(θ+1) / Γ(θ+α) · N^(α-1), at the most likely α and θ.
func pitman(sizes []SizeCount, n, population int) float64 {
	classes := 0
	for _, s := range sizes {
		classes += s.Classes
	}
	u := float64(classes)
	fit := func(a, theta float64) float64 {
		l := (u-1)*math.Log(a) + lgamma(theta/a+u) - lgamma(theta/a+1) - lgamma(theta+float64(n)) + lgamma(theta+1)
		for _, s := range sizes {
			l += float64(s.Classes) * (lgamma(float64(s.Size)-a) - lgamma(1-a))
		}
		return l
	}
	// θ > -α, over many orders of magnitude
	bestTheta := func(a float64) (float64, float64) {
		x, v := highest(-12, 25, func(x float64) float64 { return fit(a, math.Exp(x)-a) })
		return math.Exp(x) - a, v
	}
	a, _ := highest(1e-6, 1-1e-6, func(a float64) float64 { _, v := bestTheta(a); return v })
	theta, _ := bestTheta(a)
	share := math.Exp(lgamma(theta+1) - lgamma(theta+a) + (a-1)*math.Log(float64(population)))
	return min(share, 1)
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// highest is where a function with one top between lo and hi is highest (golden section), and its value.
func highest(lo, hi float64, f func(float64) float64) (x, v float64) {
	r := (math.Sqrt(5) - 1) / 2
	a, b := hi-r*(hi-lo), lo+r*(hi-lo)
	fa, fb := f(a), f(b)
	for range 60 {
		if fa > fb {
			hi, b, fb = b, a, fa
			a = hi - r*(hi-lo)
			fa = f(a)
		} else {
			lo, a, fa = a, b, fb
			b = lo + r*(hi-lo)
			fb = f(b)
		}
	}
	return (lo + hi) / 2, f((lo + hi) / 2)
}
