package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// surely is how many times more often a name must be one of men than of women,
// or the other way round, to tell the gender.
const surely = 9

// given makes the table of given names from the frequencies of the census of
// the United States of 1990: dist.male.first and dist.female.first, whose lines
// are a name and its share in per cent.
func given(from string) ([]string, error) {
	men, err := shares(filepath.Join(from, "dist.male.first"))
	if err != nil {
		return nil, err
	}
	women, err := shares(filepath.Join(from, "dist.female.first"))
	if err != nil {
		return nil, err
	}
	return []string{"m\t" + oftener(men, women), "f\t" + oftener(women, men)}, nil
}

func oftener(of, than map[string]float64) string {
	var names []string
	for name, share := range of {
		if share > surely*than[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func shares(path string) (map[string]float64, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	all := map[string]float64{}
	for _, line := range strings.Split(string(data), "\n") {
		cells := strings.Fields(line)
		if len(cells) < 2 {
			continue
		}
		share, err := strconv.ParseFloat(cells[1], 64)
		if err != nil {
			return nil, err
		}
		all[strings.ToLower(cells[0])] = share
	}
	return all, nil
}
