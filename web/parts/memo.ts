import { Component, type ComponentChild, type ComponentType, type FunctionComponent, h } from 'preact'

/** The same part, drawn again only when one of its props is another one than before. */
export const memo = <P extends object>(Part: FunctionComponent<P>): ComponentType<P> =>
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const after = new Map(Object.entries(next))
      return Object.entries(this.props).some(([name, value]) => name !== 'children' && after.get(name) !== value)
    }
    override render(): ComponentChild {
      return h(Part, this.props)
    }
  }
