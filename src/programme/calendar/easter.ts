/**
 * Easter Sunday of the Gregorian calendar, by the algorithm that Nature printed anonymously in 1876
 * (J. Meeus, Astronomical Algorithms, chapter 8). It holds for every year from 1583.
 */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const lunar = Math.floor((century + 8) / 25);
  const correction = Math.floor((century - lunar + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leap = 32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const toSunday = (leap - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  const month = Math.floor(sum / 31);
  const day = (sum % 31) + 1;
  return `${String(year).padStart(4, '0')}-0${month}-${String(day).padStart(2, '0')}`;
}
