//! Times as Python writes them.

/// Seconds since 1970 of a time as Python's `isoformat` writes it: in UTC without saying so, or with an offset.
pub(super) fn unix_time(text: &[u8]) -> Option<u64> {
    let (date_time, mut zone) = text.split_at_checked(19)?;
    if let Some(fraction) = zone.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        zone = &fraction[digits..];
        if !(1..=9).contains(&digits) {
            return None;
        }
    }
    let offset = match zone {
        [] | b"Z" => 0,
        [sign @ (b'+' | b'-'), zone @ ..] => {
            let [hours, minutes, ..] = numbers(zone, b"00:00")?;
            let offset = (hours <= 23 && minutes <= 59).then_some(hours * 60 + minutes)?;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let [year, month, day, hour, minute, second] = numbers(date_time, b"0000-00-00T00:00:00")?;
    let leap = i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let last_day = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + leap,
        _ => return None,
    };
    if !(1..=last_day).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // `days_from_civil` of https://howardhinnant.github.io/date_algorithms.html: the year begins in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    seconds.try_into().ok()
}

/// The numbers in a text that has digits where the pattern has zeros, and is the same elsewhere.
#[inline(never)]
fn numbers(text: &[u8], pattern: &[u8]) -> Option<[i64; 6]> {
    let (mut numbers, mut index) = ([0; 6], 0);
    for (&byte, &expected) in text.iter().zip(pattern) {
        match expected {
            b'0' if byte.is_ascii_digit() => numbers[index] = numbers[index] * 10 + i64::from(byte - b'0'),
            b'0' => return None,
            _ if byte == expected => index += 1,
            _ => return None,
        }
    }
    (text.len() == pattern.len()).then_some(numbers)
}
