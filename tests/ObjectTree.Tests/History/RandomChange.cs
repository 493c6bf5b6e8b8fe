namespace ObjectTree.Tests.History;

/// <summary>A change of a card, or of one below it.</summary>
internal static class RandomChange
{
    public static void Do(Card top, Random random)
    {
        var all = (Card[])[top, .. top.Descendants<Card>()];
        var (one, other) = (all[random.Next(all.Length)], all[random.Next(all.Length)]);
        switch (random.Next(12))
        {
            case 0:
                one.Number.Add(random.Next(-3, 4));
                break;
            case 1:
                one.Number.Value = random.Next(5);
                break;
            case 2:
                one.Text.Insert(random.Next(one.Text.Value.Length + 1), "xy");
                break;
            case 3 when one.Text.Value.Length > 0:
                one.Text.Delete(random.Next(one.Text.Value.Length), 1);
                break;
            case 4:
                one.Items.Insert(random.Next(one.Items.Count + 1), $"{random.Next(9)}");
                break;
            case 5 when one.Items.Count > 0:
                one.Items.Move(random.Next(one.Items.Count), random.Next(one.Items.Count));
                break;
            case 6:
                one.Words.SymmetricExceptWith([$"{random.Next(4)}"]);
                break;
            case 7:
                one.Style[$"{random.Next(4)}"] = $"{random.Next(4)}";
                break;
            case 8:
                one.Tags.SymmetricExceptWith([$"{random.Next(4)}"]);
                break;
            case 9 when one != top && !one.Descendants<SObject>().Append(one).Contains(other):
                one.MoveTo(other, random.Next(-1, other.Children.Count - (one.Parent == other ? 1 : 0) + 1));
                break;
            case 10 when one != top:
                one.Destroy();
                break;
            default:
                one.AddChild<Card>(index: random.Next(-1, one.Children.Count + 1));
                break;
        }
    }
}
