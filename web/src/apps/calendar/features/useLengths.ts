/** Lengths in words: "45 minutes", "1 hour", "2 days". */
import { useTranslation } from '@/platform/i18n';

const MINUTES = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480];
const DAYS = [1, 2, 3, 4, 5, 7, 10, 14];

export interface LengthChoice {
  value: string;
  label: string;
}

/** The usual lengths, and the present one, in minutes. */
export function useLengths(): (isDays: boolean, present: number) => LengthChoice[] {
  const { i18n } = useTranslation('calendar');
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 2,
    }).format(value);
  const words = (minutes: number) => {
    if (minutes >= 1440) return unit(minutes / 1440, 'day');
    return minutes < 60 ? unit(minutes, 'minute') : unit(minutes / 60, 'hour');
  };
  return (isDays, present) => {
    const usual = isDays ? DAYS.map((it) => it * 1440) : MINUTES;
    const all = usual.includes(present) ? usual : [...usual, present].sort((a, b) => a - b);
    return all.map((it) => ({ value: String(it), label: words(it) }));
  };
}
