import { Component, type ComponentChild, type ComponentType, type FunctionComponent, h } from 'preact'

/** The same part, drawn again only when one of its props is another one than before. */
export const memo = <P extends object>(Part: FunctionComponent<P>): ComponentType<P> =>
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return Object.entries(next).some(([name, value]) => Reflect.get(this.props, name) !== value)
    }
    override render(): ComponentChild {
      return h(Part, this.props)
    }
  }
