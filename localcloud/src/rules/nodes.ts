/** A rule expression as a tree. */
export type Node =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'list'; items: Node[] }
  /** A text with expressions in it: `database.shops.${doc.shop}`. */
  | { kind: 'template'; parts: (string | Node)[] }
  | { kind: 'variable'; name: Variable }
  | { kind: 'property'; object: Node; key: Node }
  | { kind: 'unary'; operator: '!' | '-'; operand: Node }
  | { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node }
  /** The document at the path `database.COLLECTION.ID`. */
  | { kind: 'get'; path: Node }

export type Variable = 'auth' | 'doc' | 'now' | 'request'

export type Comparison = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in'
export type BinaryOperator = '||' | '&&' | Comparison | '+' | '-' | '*' | '/' | '%'

/** The nodes right below one. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case 'list':
      return node.items
    case 'template':
      return node.parts.filter((part) => typeof part !== 'string')
    case 'property':
      return [node.object, node.key]
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'get':
      return [node.path]
    default:
      return []
  }
}

/** Whether the value depends on the document. */
export function mentionsDocument(node: Node): boolean {
  return (node.kind === 'variable' && node.name === 'doc') || childrenOf(node).some(mentionsDocument)
}
