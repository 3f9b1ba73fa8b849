package bulletin

import (
	"strings"
	"testing"
	"time"

	"gongbao/generator/problem"
)

func TestDateThatPeopleWriteIsHintedAsItShouldBeWritten(t *testing.T) {
	const whole, offset = "write the year, the month and the day", "write the zone as its offset, such as +08:00, or leave it out if it is the site's"
	for written, want := range map[string]string{
		"2020-2-21":                       "did you mean 2020-02-21?",
		"2020/2/21":                       "did you mean 2020-02-21?",
		"2020.02.21":                      "did you mean 2020-02-21?",
		"2020。2。21":                       "did you mean 2020-02-21?",
		"2020–02–21":                      "did you mean 2020-02-21?",
		"2020 02 21":                      "did you mean 2020-02-21?",
		"2020_02_21":                      "did you mean 2020-02-21?",
		"2020:02:21":                      "did you mean 2020-02-21?",
		"20200221":                        "did you mean 2020-02-21?",
		"２０２０-02-21":                      "did you mean 2020-02-21?",
		"２０２０年２月２１日":                      "did you mean 2020-02-21?",
		"２０２０－０２－２１":                      "did you mean 2020-02-21?",
		"“2026-03-01”":                    "did you mean 2026-03-01?",
		"「2026-03-01」":                    "did you mean 2026-03-01?",
		"\u200b2026-03-01":                "did you mean 2026-03-01?",
		"二〇二〇年二月二十一日":                     "did you mean 2020-02-21?",
		"二○二六年十二月三十一日":                    "did you mean 2026-12-31?",
		"二零二六年十月一号":                       "did you mean 2026-10-01?",
		"二0二六年三月廿一日":                      "did you mean 2026-03-21?",
		"二Ｏ二六年三月一日":                       "did you mean 2026-03-01?",
		"贰零贰零年贰月贰拾壹日":                     "did you mean 2020-02-21?",
		"2026年3月1号":                       "did you mean 2026-03-01?",
		"2026 年 3 月 1 日":                  "did you mean 2026-03-01?",
		"公元2026年3月1日":                     "did you mean 2026-03-01?",
		"2026年3月1日 星期日":                   "did you mean 2026-03-01?",
		"2026年3月1日（周日）":                   "did you mean 2026-03-01?",
		"2026年3月1日上午9时30分":                "did you mean 2026-03-01 09:30?",
		"2026年3月1日下午3点":                   "did you mean 2026-03-01 15:00?",
		"2026年3月1日 9点半":                   "did you mean 2026-03-01 09:30?",
		"2026-03-01 09：30":                "did you mean 2026-03-01 09:30?",
		"2026-03-01 09:30 北京时间":           "did you mean 2026-03-01 09:30 +08:00?",
		"民國115年3月1日":                      "did you mean 2026-03-01?",
		"中華民國一百一十五年三月一日":                  "did you mean 2026-03-01?",
		"民国元年10月10日":                      "did you mean 1912-10-10?",
		"115年3月1日":                        "did you mean 2026-03-01?",
		"115/03/01":                       "did you mean 2026-03-01?",
		"3/4/2026":                        "did you mean 2026-03-04 or 2026-04-03?",
		"3/3/2026":                        "did you mean 2026-03-03?",
		"3/13/2026":                       "did you mean 2026-03-13?",
		"13/3/2026":                       "did you mean 2026-03-13?",
		"21-02-2020":                      "did you mean 2020-02-21?",
		"01.03.2026":                      "did you mean 2026-01-03 or 2026-03-01?",
		"26-03-01":                        "did you mean 2026-03-01 or 2001-03-26?",
		"31/12/99":                        "did you mean 1999-12-31?",
		"2026-13-01":                      "did you mean 2026-01-13?",
		"March 1, 2026":                   "did you mean 2026-03-01?",
		"Mar. 1st, 2026":                  "did you mean 2026-03-01?",
		"1 March 2026":                    "did you mean 2026-03-01?",
		"the 1st of March 2026":           "did you mean 2026-03-01?",
		"2026 March 1":                    "did you mean 2026-03-01?",
		"01-Mar-26":                       "did you mean 2026-03-01?",
		"Sunday, March 1, 2026":           "did you mean 2026-03-01?",
		"Sun, 01 Mar 2026 09:30:00 +0800": "did you mean 2026-03-01 09:30:00 +08:00?",
		"Sun, 01 Mar 2026 09:30:00 GMT":   "did you mean 2026-03-01 09:30:00Z?",
		"2020-02-21 09:30:00 +0800":       "did you mean 2020-02-21 09:30:00 +08:00?",
		"2020-02-21 09:30:00 -0330":       "did you mean 2020-02-21 09:30:00 -03:30?",
		"2020-02-21 09:30 UTC+8":          "did you mean 2020-02-21 09:30 +08:00?",
		"2020-02-21 09:30 UTC":            "did you mean 2020-02-21 09:30Z?",
		"2020-02-21T09:30:00+0800":        "did you mean 2020-02-21T09:30:00+08:00?",
		"20200221T093000Z":                "did you mean 2020-02-21T09:30:00Z?",
		"2020-02-21日":                     "did you mean 2020-02-21?",
		"2020年2月21":                       "did you mean 2020-02-21?",
		"2020年02-21":                      "did you mean 2020-02-21?",
		"2020-02-21 09:30:00 +0800 CST":   "did you mean 2020-02-21 09:30:00 +08:00?",
		"Fri Feb 21 2020 09:30:00 GMT+0800 (中国标准时间)": "did you mean 2020-02-21 09:30:00 +08:00?",
		"2020年2月21日09:30":                            "did you mean 2020-02-21 09:30?",
		"Feb 21, 2020, 9:30 AM":                      "did you mean 2020-02-21 09:30?",
		"‘2020-02-21’":                               "did you mean 2020-02-21?",
		"202002210930":                               "did you mean 2020-02-21 09:30?",
		"2020/2/21 9:30:15.25":                       "did you mean 2020-02-21 09:30:15.25?",
		"2020-02-21 9.30":                            "did you mean 2020-02-21 09:30?",
		"2020-02-21 3:30 PM":                         "did you mean 2020-02-21 15:30?",
		"2020-02-21 12:30 a.m.":                      "did you mean 2020-02-21 00:30?",
		"2020-12-31 24:00":                           "did you mean 2021-01-01 00:00?",
		"2020-02-21T":                                "did you mean 2020-02-21?",
		"2026-02-30":                                 "2026-02 has 28 days; the last is 2026-02-28",
		"2024年2月30日":                                 "2024-02 has 29 days; the last is 2024-02-29",
		"2026/04/31":                                 "2026-04 has 30 days; the last is 2026-04-30",
		"2026-04-00":                                 "2026-04 has 30 days; the last is 2026-04-30",
		"29/02/2019":                                 "2019-02 has 28 days; the last is 2019-02-28",
		"2026-13-32":                                 "months are 01 to 12",
		"2026年0月1日":                                  "months are 01 to 12",
		"2026-03":                                    whole,
		"2026年3月":                                    whole,
		"3月1日":                                       whole,
		"2026":                                       whole,
		"2020-02-21 09:30 CST":                       offset,
		"2020-02-21 09:30 Asia/Shanghai":             offset,

		// Nothing that could be wrong is proposed.
		"2026-03-01 - 2026-03-05":        "",
		"2026.3.1-2026.3.5":              "",
		"2026年3月1日至3月5日":                 "",
		"农历二〇二六年正月初一":                    "",
		"09:30 2026-03-01":               "",
		"2026-W09-7":                     "",
		"2026-03-01 25:00":               "",
		"2020-02-21 09:30 +99:00":        "",
		"2020-02-21 09:30:00.1234567890": "",
		"12020-02-21":                    "",
		"0226-02-21":                     "",
		"soon":                           "",
		"明天":                             "",
		strings.Repeat("9", 1000):        "",
		strings.Repeat("年", 30):          "",
		strings.Repeat("9", 100):         whole,
	} {
		if got := dateHint(written, time.UTC); got != want {
			t.Errorf("%.60s: %q, want %q", written, got, want)
		}
	}
}

func TestHintedDateIsAccepted(t *testing.T) {
	shanghai := zoneOf(t, "Asia/Shanghai")
	for _, written := range []string{"2020-02-21 09:30:00 +0800", "二〇二〇年二月二十一日", "20200221T093000Z", "“2026-03-01”", "民國115年3月1日"} {
		meant := strings.TrimSuffix(strings.TrimPrefix(dateHint(written, shanghai), "did you mean "), "?")
		if d, wrong := parseDate(meant, shanghai); wrong.code != "" || d.IsZero() {
			t.Errorf("%s: the hint %q is refused: %s", written, meant, wrong.reason)
		}
	}
}

func FuzzDateHint(f *testing.F) {
	for _, s := range []string{"2020-02-21 09:30:00 +0800", "二〇二〇年二月二十一日", "March 1, 2026 3 pm GMT-5", "民國115年", "99999999999999999999", "十百十", "A00A0", "+", "."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		hint := dateHint(s, time.UTC)
		for meant := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(hint, "did you mean "), "?"), " or ") {
			if _, wrong := parseDate(meant, time.UTC); strings.HasPrefix(hint, "did you mean ") && wrong.code != "" {
				t.Errorf("%q: %q is refused", s, meant)
			}
		}
	})
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDateIsThatDayInEveryZone(t *testing.T) {
	for _, c := range []struct{ zone, day, begins string }{
		{"Asia/Shanghai", "2020-02-21", "2020-02-21T00:00:00+08:00"},
		{"UTC", "2020-02-21", "2020-02-21T00:00:00Z"},
		{"America/Santiago", "2021-09-05", "2021-09-05T01:00:00-03:00"}, // clocks were put forward from 0:00 to 1:00
		{"America/Havana", "2019-03-10", "2019-03-10T01:00:00-04:00"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"},
		{"America/Asuncion", "2023-10-01", "2023-10-01T01:00:00-03:00"},
		{"Atlantic/Azores", "2020-03-29", "2020-03-29T01:00:00Z"},
		{"Asia/Beirut", "2021-03-28", "2021-03-28T01:00:00+03:00"},
		{"Africa/Cairo", "2023-04-28", "2023-04-28T01:00:00+03:00"},
		{"Asia/Tehran", "2021-03-22", "2021-03-22T01:00:00+04:30"},
		{"Asia/Shanghai", "1940-06-01", "1940-06-01T01:00:00+09:00"},
		{"America/Havana", "2019-11-03", "2019-11-03T00:00:00-04:00"},     // midnight came twice
		{"America/Sao_Paulo", "2018-02-18", "2018-02-18T00:00:00-03:00"},  // 23:00 of the day before came twice
		{"America/St_Johns", "2010-11-07", "2010-11-07T00:00:00-03:30"},   // from 0:01 back to 23:01 of the day before
		{"America/New_York", "2021-03-14", "2021-03-14T00:00:00-05:00"},   // clocks changed later in the day
		{"Pacific/Apia", "2011-12-29", "2011-12-29T00:00:00-10:00"},       // the day before the skipped one
		{"Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00"},       // the day after it
		{"Antarctica/Troll", "2021-03-28", "2021-03-28T00:00:00Z"},        // by two hours
		{"Asia/Gaza", "2011-04-01", "2011-04-01T00:00:00+02:00"},          // from 0:01 to 1:01
		{"America/Goose_Bay", "2011-03-13", "2011-03-13T00:00:00-04:00"},  // from 0:01
		{"America/Toronto", "1919-03-31", "1919-03-31T00:30:00-04:00"},    // from 23:30 to 0:30
		{"Pacific/Kwajalein", "1993-08-20", "1993-08-20T00:00:00-12:00"},  // the day before a skipped one
		{"Pacific/Kiritimati", "1995-01-02", "1995-01-02T00:00:00+14:00"}, // a day after one
	} {
		d, wrong := parseDate(c.day, zoneOf(t, c.zone))
		if wrong.code != "" {
			t.Errorf("%s %s: %s", c.zone, c.day, wrong.reason)
			continue
		}
		if got := d.Format(time.RFC3339); got != c.begins {
			t.Errorf("%s %s begins at %s, want %s", c.zone, c.day, got, c.begins)
		}
		if d.Format(time.DateOnly) != c.day {
			t.Errorf("%s %s is shown as %s", c.zone, c.day, d.Format(time.DateOnly))
		}
	}
}

// TestDayBeginsWhenTheDayBeforeHasEnded tries every day of two centuries against clocks.
func TestDayBeginsWhenTheDayBeforeHasEnded(t *testing.T) {
	for _, name := range []string{"America/Santiago", "America/St_Johns", "Pacific/Apia", "Pacific/Kwajalein", "Africa/Cairo", "Asia/Shanghai", "Antarctica/Casey", "America/Juneau"} {
		zone := zoneOf(t, name)
		for day := time.Date(1860, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2040; day = day.AddDate(0, 0, 1) {
			begins, existed := StartOfDay(day.Year(), day.Month(), day.Day(), zone)
			date := day.Format(time.DateOnly)
			if shown := begins.Format(time.DateOnly); existed != (shown == date) || shown < date {
				t.Fatalf("%s %s begins at %s; existed: %v", name, date, begins, existed)
			}
			if shown := begins.Add(-time.Second).Format(time.DateOnly); shown >= date {
				t.Fatalf("%s %s begins at %s, but had begun before", name, date, begins)
			}
		}
	}
}

func TestSkippedDayIsAProblem(t *testing.T) {
	for _, c := range []struct{ zone, day, next string }{
		{"Pacific/Apia", "2011-12-30", "2011-12-31"},
		{"Pacific/Fakaofo", "2011-12-30", "2011-12-31"},
		{"Pacific/Kwajalein", "1993-08-21", "1993-08-22"},
		{"Pacific/Kiritimati", "1994-12-31", "1995-01-01"},
		{"Asia/Manila", "1844-12-31", "1845-01-01"},
	} {
		d, wrong := parseDate(c.day, zoneOf(t, c.zone))
		if !d.IsZero() || wrong.code != problem.SkippedDate || wrong.hint != "the next day there was "+c.next {
			t.Errorf("%s %s: %v, %+v", c.zone, c.day, d, wrong)
		}
		if d, wrong := parseDate(c.day+" 09:30", zoneOf(t, c.zone)); !d.IsZero() || wrong.code != problem.SkippedDate {
			t.Errorf("%s %s 09:30: %v, %+v", c.zone, c.day, d, wrong)
		}
	}
}

func TestTimeOfDayThatClocksSkippedOrRepeated(t *testing.T) {
	for _, c := range []struct {
		zone, written, at string
		code              problem.Code
		hint              string
	}{
		{"America/New_York", "2021-03-14 02:30", "", problem.SkippedDate, "did you mean 2021-03-14 03:30?"},
		{"America/Santiago", "2021-09-05 00:30", "", problem.SkippedDate, "did you mean 2021-09-05 01:30?"},
		{"Australia/Lord_Howe", "2021-10-03 02:15", "", problem.SkippedDate, "did you mean 2021-10-03 02:45?"},
		{"America/New_York", "2020-11-01 01:30", "2020-11-01T01:30:00-04:00", problem.RepeatedTime,
			"add the zone: 2020-11-01 01:30:00 -04:00 for the first, 2020-11-01 01:30:00 -05:00 for the second"},
		{"Europe/London", "2020-10-25 01:00", "2020-10-25T01:00:00+01:00", problem.RepeatedTime,
			"add the zone: 2020-10-25 01:00:00 +01:00 for the first, 2020-10-25 01:00:00 +00:00 for the second"},
		{"America/New_York", "2020-11-01 01:30 -05:00", "2020-11-01T01:30:00-05:00", "", ""},
		{"America/New_York", "2021-03-14 03:00", "2021-03-14T03:00:00-04:00", "", ""},
		{"America/New_York", "2021-03-14 01:59:59", "2021-03-14T01:59:59-05:00", "", ""},
		{"America/New_York", "2020-11-01 02:00", "2020-11-01T02:00:00-05:00", "", ""},
		{"America/New_York", "2020-11-01 00:59", "2020-11-01T00:59:00-04:00", "", ""},
		{"Asia/Shanghai", "2020-02-21 09:30", "2020-02-21T09:30:00+08:00", "", ""},
	} {
		d, wrong := parseDate(c.written, zoneOf(t, c.zone))
		at := ""
		if !d.IsZero() {
			at = d.Format(time.RFC3339)
		}
		if at != c.at || wrong.code != c.code || wrong.hint != c.hint {
			t.Errorf("%s %s: %s, %+v", c.zone, c.written, at, wrong)
		}
	}
}
