/** A line of a reply as far as its shape tells. */
export interface ItemLine {
  kind: 'blank' | 'bullet' | 'heading' | 'rule' | 'code' | 'text';
  indent: number;
  /** What stands after the bullet or the heading's mark. */
  text: string;
  /** What kind of bullet: lines of one list share it. */
  mark: string;
  /** Of a row of a table. */
  cells?: readonly string[];
}
