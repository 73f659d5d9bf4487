// Package calendar answers what a date is: it turns written values of dates
// and times into days of the proleptic Gregorian calendar and back.
//
// A [Day] is one day. A [Value] is a TIMEX3 value of a date or a time of day
// ("2022-02", "2022-W06", "2022-Q1", "199", "XXXX-WXX-4", "2022-02-08TEV"),
// which may leave parts open. A [Span] is a date as the record writes it: an
// ISO date, month or year, or an EDTF interval, with EDTF's "~" and "?".
//
//	v, _ := calendar.ParseValue("2022-W06")
//	v.EDTF() // "2022-02-07/2022-02-13"
//
// The laws that the tests keep: what [ParseValue] accepts, [Value.String]
// writes back; [ParseDay] and [Day.String] likewise; no conversion is more
// precise than what went in.
//
// All of it is integer arithmetic in constant time. Years run from 0001 to
// 9999. Dates before 1582 (and in many countries before the twentieth century)
// were written in the Julian calendar; nothing here converts between the two.
//
// References: ISO 8601-1:2019; Extended Date/Time Format (Library of Congress,
// 2019); TimeML 1.2.1, section on TIMEX3.
package calendar
