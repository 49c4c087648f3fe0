#!/usr/bin/env python3
"""Writes test/fixtures/schedule/dateutil.json: what python-dateutil makes of a few hundred rules over twenty years.

Needs python3 with dateutil (Debian: python3-dateutil) and the system's zone data. Run once, from the repository's root:

    python3 scripts/make-schedule-fixtures.py

The rule is followed on the wall clock. Each time found is then placed in the zone as RFC 5545 section 3.3.5 says, a
time in a gap with the offset before it, a repeated one as its first. Lists are kept as their length, ends and SHA-256;
`--list RULE START` prints one whole. The window ends in 2025, so that no forecast of zone data is part of it.
"""
import argparse
import hashlib
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import dateutil
from dateutil import tz
from dateutil.rrule import rrulestr

OUT = Path("test/fixtures/schedule/dateutil.json")
END = datetime(2025, 12, 31, 23, 59)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = [
    "Europe/London", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Los_Angeles", "America/St_Johns",
    "America/Sao_Paulo", "America/Asuncion", "America/Santiago", "America/Havana", "Africa/Casablanca", "Africa/Cairo",
    "Asia/Tehran", "Asia/Gaza", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe",
    "Australia/Sydney", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "UTC",
]

# Rules named by people, each with a start. 2009, 2015 and 2020 have 53 ISO weeks.
NAMED = [
    ("FREQ=WEEKLY", "2006-01-03T16:00", "Europe/London"),
    ("FREQ=WEEKLY;BYDAY=TU", "2006-01-03T16:00", "Europe/London"),
    ("FREQ=WEEKLY;BYDAY=TH", "2006-01-03T16:00", "Europe/London"),  # The start doesn't fit the rule.
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2014-06-24T16:00", "Europe/London"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2009-12-29T16:00", "Europe/London"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2020-12-28T16:00", "Europe/Berlin"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2008-12-28T10:00", "America/New_York"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO", "2008-12-28T10:00", "America/New_York"),
    ("FREQ=WEEKLY;INTERVAL=4", "2006-01-05T21:00", "America/Los_Angeles"),
    ("FREQ=MONTHLY;BYDAY=1TU", "2006-01-03T16:00", "Europe/London"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2006-01-27T16:00", "Europe/London"),
    ("FREQ=MONTHLY;BYDAY=2WE,4WE", "2006-01-11T17:00", "America/Los_Angeles"),
    ("FREQ=MONTHLY;BYDAY=5TU", "2006-01-31T17:00", "Europe/Berlin"),
    ("FREQ=MONTHLY;BYMONTHDAY=31", "2006-01-31T09:00", "Europe/Berlin"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "2006-01-31T09:00", "Europe/Berlin"),
    ("FREQ=MONTHLY", "2006-01-31T09:00", "Europe/Berlin"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2006-01-13T09:00", "Europe/Berlin"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2006-01-31T09:00", "Europe/Berlin"),
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH", "2006-02-16T15:00", "America/New_York"),
    ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2006-01-02T12:00", "UTC"),
    ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,SU", "2006-01-02T12:00", "UTC"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2008-02-29T12:00", "UTC"),
    ("FREQ=YEARLY", "2008-02-29T12:00", "UTC"),
    ("FREQ=YEARLY;BYYEARDAY=1,100,-1", "2006-01-01T12:00", "UTC"),
    ("FREQ=YEARLY;BYDAY=20MO", "2006-05-15T12:00", "UTC"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "2006-03-26T01:30", "Europe/London"),  # Always in the gap.
    ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "2006-10-29T01:30", "Europe/London"),  # Always twice.
    ("FREQ=WEEKLY;BYDAY=SU", "2006-01-01T02:15", "Australia/Lord_Howe"),  # Gaps of half an hour.
    ("FREQ=DAILY", "2011-12-20T12:00", "Pacific/Apia"),  # 30 December 2011 was left out.
    ("FREQ=WEEKLY;BYDAY=FR", "2011-12-02T10:00", "Pacific/Apia"),
    ("FREQ=DAILY;INTERVAL=10", "2006-01-01T00:00", "America/Asuncion"),  # Gaps at midnight.
    ("FREQ=DAILY", "2006-01-01T00:30", "Africa/Cairo"),
    ("FREQ=DAILY", "2006-01-01T02:30", "Africa/Casablanca"),  # Winter time in Ramadan.
    ("FREQ=DAILY", "1994-12-20T12:00", "Pacific/Kiritimati"),  # 31 December 1994 was left out.
    ("FREQ=WEEKLY;BYDAY=SA", "1994-11-05T10:00", "Pacific/Kiritimati"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2006-01-06T23:30", "Pacific/Fakaofo"),  # As Apia, 30 December 2011.
    ("FREQ=DAILY", "2006-01-01T02:15", "Australia/Lord_Howe"),
    ("FREQ=DAILY", "2006-01-01T00:00", "America/Asuncion"),  # For good on summer time since October 2024.
    ("FREQ=DAILY", "2006-01-01T02:45", "America/Caracas"),  # Half an hour back in 2007, forward in 2016.
    ("FREQ=DAILY", "2006-01-01T23:45", "Asia/Pyongyang"),  # Likewise in 2015 and 2018.
    ("FREQ=DAILY", "2006-01-01T03:30", "Europe/Istanbul"),  # For good on summer time since 2016.
    ("FREQ=WEEKLY;BYDAY=SU", "2006-01-01T02:30", "Antarctica/Troll"),  # Two hours at once.
    ("FREQ=WEEKLY;BYDAY=SU;BYHOUR=1,2;BYMINUTE=15,45", "2006-01-01T01:15", "Europe/London"),
]


def times(rule, start):
    """The wall-clock times of a rule from its start to the end of the window."""
    found = []
    for wall in rrulestr(rule, dtstart=start):
        if wall > END:
            break
        found.append(wall)
    return found


def placed(wall, zone):
    """The moment of a wall-clock time: dateutil's correction of imaginary times is RFC 5545's rule for gaps."""
    aware = tz.resolve_imaginary(wall.replace(tzinfo=tz.gettz(zone), fold=0))
    moment = (aware.replace(tzinfo=None) - aware.utcoffset()).replace(tzinfo=timezone.utc)
    by_zoneinfo = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(timezone.utc)
    if moment != by_zoneinfo:
        raise SystemExit(f"{wall} {zone}: dateutil says {moment}, zoneinfo {by_zoneinfo}")
    return moment


def gaps(walls, zone):
    """Times that don't exist, as placed and as dateutil reads them uncorrected (with the offset after the gap)."""
    info = tz.gettz(zone)
    for wall in walls:
        if not tz.datetime_exists(wall, info):
            aware = wall.replace(tzinfo=info)
            uncorrected = (wall - aware.utcoffset()).replace(tzinfo=timezone.utc)
            yield {"wall": stamp(wall), "utc": utc(placed(wall, zone)), "uncorrected": utc(uncorrected)}


def stamp(wall):
    return wall.strftime("%Y-%m-%dT%H:%M:%S")


def utc(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def case(rule, start, zone):
    walls = times(rule, datetime.fromisoformat(start))
    # A time moved out of a gap may land after, or on, the next one.
    moments = [utc(moment) for moment in sorted({placed(wall, zone) for wall in walls})]
    wall_lines = [stamp(wall) for wall in walls]
    lost = list(gaps(walls, zone))
    return {
        "rule": rule, "start": start, "zone": zone, "walls": len(wall_lines), "wallsSha256": digest(wall_lines),
        "count": len(moments), "first": moments[:2], "last": moments[-2:], "sha256": digest(moments),
        **({"gaps": lost[:3]} if lost else {}),
    }


def invented(rng):
    """A rule as a community might have it, and some stranger ones."""
    days = ",".join(sorted(rng.sample(DAYS, rng.choice([1, 1, 1, 2, 3])), key=DAYS.index))
    nth = f"{rng.choice([1, 2, 3, 4, 5, -1, -2])}{rng.choice(DAYS)}"
    month = rng.randint(1, 12)
    interval = f";INTERVAL={rng.choice([2, 2, 3, 4, 6])}" if rng.random() < 0.6 else ""
    rule = rng.choice([
        f"FREQ=WEEKLY{interval};BYDAY={days}",
        f"FREQ=WEEKLY{interval};BYDAY={days};WKST={rng.choice(DAYS)}",
        f"FREQ=WEEKLY{interval}",
        f"FREQ=WEEKLY{interval};BYDAY={days};BYMONTH={month},{month % 12 + 1}",
        f"FREQ=MONTHLY{interval};BYDAY={nth}",
        f"FREQ=MONTHLY{interval};BYDAY={nth},{rng.choice([1, 2, 3])}{rng.choice(DAYS)}",
        f"FREQ=MONTHLY{interval};BYMONTHDAY={rng.choice([1, 15, 28, 29, 30, 31, -1, -3])}",
        f"FREQ=MONTHLY{interval};BYDAY={days};BYSETPOS={rng.choice([1, 2, -1])}",
        f"FREQ=MONTHLY{interval};BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14",
        f"FREQ=YEARLY{interval};BYMONTH={month};BYDAY={nth}",
        f"FREQ=YEARLY{interval};BYMONTH={month};BYMONTHDAY={rng.choice([1, 15, 28, -1])}",
        f"FREQ=YEARLY;BYWEEKNO={rng.choice([1, 10, 20, 52, 53, -1])};BYDAY={days}",
        f"FREQ=YEARLY;BYYEARDAY={rng.choice([1, 60, 200, 366, -1])}",
        f"FREQ=DAILY{interval}",
        f"FREQ=DAILY{interval};BYDAY={days}",
    ])
    if rng.random() < 0.15:
        rule += f";COUNT={rng.randint(1, 400)}"
    elif rng.random() < 0.15:
        rule += f";UNTIL={rng.randint(2010, 2024)}{rng.randint(1, 12):02}15T120000"
    start = datetime(2005, 1, 1) + timedelta(days=rng.randint(0, 1500))
    hour, minute = rng.choice([(0, 0), (0, 30), (1, 30), (2, 15), (2, 30), (9, 0), (16, 0), (17, 30), (23, 45)])
    return rule, start.replace(hour=hour, minute=minute).strftime("%Y-%m-%dT%H:%M"), rng.choice(ZONES)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--list", nargs=2, metavar=("RULE", "START"))
    listed = arguments.parse_args().list
    if listed:
        print("\n".join(stamp(wall) for wall in times(listed[0], datetime.fromisoformat(listed[1]))))
        return
    rng = random.Random(20140624)
    cases = NAMED + [invented(rng) for _ in range(320)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case(*given)) for given in cases)
    head = json.dumps({"dateutil": dateutil.__version__, "until": stamp(END)})[:-1]
    OUT.write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
    print(f"{len(cases)} rules in {OUT}")


if __name__ == "__main__":
    main()
