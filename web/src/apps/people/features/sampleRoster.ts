/** A roster to start from: the columns and one line, as a file to download. */
const lines = [
  'email,given_name,family_name,unit,title,manager,groups,country,language,time_zone,start_date,personal_email',
  ',Zoë,Martin,Engineering,Software engineer,,,FR,fr,Europe/Paris,2026-09-01,zoe@example.org',
];

export const sampleRoster = (): string =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(`${lines.join('\n')}\n`)}`;
