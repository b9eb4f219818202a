import { Component, type ComponentType } from 'preact'

/** The same component, drawn anew only when one of its props is another than before. */
export function steady<Props extends object>(Drawn: ComponentType<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      for (const name in next) if (next[name] !== this.props[name]) return true
      return false
    }
    override render() {
      return <Drawn {...this.props} />
    }
  }
}
