package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// bindKinds joins a sheet with the kinds of two annotators to a stand-off file.
func bindKinds(name, sheet, first, second string) error {
	statements, err := rowsOf(sheet)
	if err != nil {
		return err
	}
	var kinds [2]map[string]string
	for i, file := range []string{first, second} {
		rows, err := rowsOf(file)
		if err != nil {
			return err
		}
		kinds[i] = map[string]string{}
		for _, row := range rows {
			if len(row) >= 2 {
				kinds[i][strings.TrimSpace(row[0])] = strings.ToLower(strings.TrimSpace(row[1]))
			}
		}
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "report\tcue\tcontent\tfirst\tsecond")
	for _, row := range statements[1:] {
		one, two := kinds[0][row[0]], kinds[1][row[0]]
		if one == "" || two == "" {
			return fmt.Errorf("%s: statement %s lacks a kind", sheet, row[0])
		}
		fmt.Fprintln(w, strings.Join([]string{row[1], row[2], row[3], one, two}, "\t"))
	}
	return w.Flush()
}

// rowsOf reads a file of tab-separated values.
func rowsOf(name string) ([][]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows, nil
}
