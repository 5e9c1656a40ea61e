/** A condition as one line of words: "Issue is Battery and Order number is answered". */
import { useTranslation } from '@/platform/i18n';
import {
  groupOf,
  isLeaf,
  isList,
  needsValue,
  type Condition,
  type Field,
  type Leaf,
} from '../model/conditions';

export function useConditionWords(): (tree: Condition, fields: readonly Field[]) => string {
  const { t } = useTranslation('forms');

  function ofLeaf(leaf: Leaf, fields: readonly Field[]): string {
    const field = fields.find((it) => it.path === leaf.field);
    const name = field?.label ?? t('condition.gone');
    const value = needsValue(leaf.op) ? valueWords(leaf, field) : '';
    return [name, t(`op.${leaf.op}`), value].filter(Boolean).join(' ');
  }

  function ofTree(tree: Condition, fields: readonly Field[]): string {
    if (isLeaf(tree)) return ofLeaf(tree, fields);
    const { joint, parts } = groupOf(tree);
    const inner = (part: Condition) =>
      isLeaf(part) ? ofLeaf(part, fields) : `(${ofTree(part, fields)})`;
    return parts.map(inner).join(` ${t(`joint.${joint}`)} `);
  }

  return ofTree;
}

function valueWords(leaf: Leaf, field: Field | undefined): string {
  const values = isList(leaf.value) ? leaf.value : [String(leaf.value ?? '')];
  const label = (value: string) =>
    field?.options.find((it) => it.value === value)?.label ?? `“${value}”`;
  return values.map(label).join(', ');
}
