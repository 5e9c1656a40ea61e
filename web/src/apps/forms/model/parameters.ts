/**
 * The parameters of an action as fields to fill in. An action says them as JSON schema; what has a
 * title is for people, the rest is kept as it is.
 */

export type FieldKind =
  'line' | 'text' | 'addresses' | 'people' | 'person' | 'files' | 'switch' | 'number';

export interface ParameterField {
  name: string;
  label: string;
  help: string;
  kind: FieldKind;
  isNeeded: boolean;
  longest: number | undefined;
}

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function typesOf(schema: Schema): string[] {
  const { type } = schema;
  return Array.isArray(type) ? type.map(String) : [text(type)];
}

function kindOf(name: string, schema: Schema): FieldKind {
  const types = typesOf(schema);
  if (name.endsWith('person_ids')) return 'people';
  if (name.endsWith('person_id')) return 'person';
  if (types.includes('boolean')) return 'switch';
  if (types.includes('number') || types.includes('integer')) return 'number';
  if (types.includes('array')) {
    return isSchema(schema.items) && text(schema.items.type) === 'object' ? 'files' : 'addresses';
  }
  return name === 'text' || name === 'body' ? 'text' : 'line';
}

/** The fields in the order of the schema, needed ones first where the schema mixes them. */
export function parametersOf(schema: Schema): ParameterField[] {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const needed = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const isNeeded = needed.includes(name);
    if (!isSchema(property) || (!text(property.title) && !isNeeded)) return [];
    return [
      {
        name,
        label: text(property.title) || name,
        help: text(property.description),
        kind: kindOf(name, property),
        isNeeded,
        longest: typeof property.maxLength === 'number' ? property.maxLength : undefined,
      },
    ];
  });
}

/** Addresses as one line, whichever way the rule holds them. */
export function asLine(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value === undefined || value === null ? '' : String(value);
}

export function asList(line: string): string[] {
  return line
    .split(/[,;\n]/)
    .map((it) => it.trim())
    .filter(Boolean);
}
