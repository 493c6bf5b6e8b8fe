namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>An object with attributes of every kind, all open to clients but one.</summary>
[ClientWritable]
public class Sheet : SheetBase
{
    public const int MostText = 60;
    public const int MostCount = 1_000;

    public StringTopic Text { get; } = new();

    public IntTopic Count { get; } = new();

    public FloatTopic Ratio { get; } = new();

    public BoolTopic Done { get; } = new();

    public ValueTopic<string?> Mood { get; } = new();

    public RefTopic<Sheet> Friend { get; } = new();

    public ListTopic<long> Items { get; } = new();

    public SetTopic<string> Labels { get; } = new();

    public DictTopic<long> Score { get; } = new();

    public EventTopic<long> Rang { get; } = new();

    /// <summary>Clients only add to it, what nobody else adds, and nobody takes anything out.</summary>
    public ListTopic<string> Ledger { get; } = new();

    /// <summary>Made of tokens in brackets; who writes only inserts one between two others, so that none may ever lie within another.</summary>
    public StringTopic Story { get; } = new();

    /// <summary>Clients only add to it.</summary>
    public IntTopic Sum { get; } = new();

    protected override void OnInit()
    {
        Text.Validate(text => text.Length <= MostText, "The text is too long.");
        Count.Validate(count => Math.Abs(count) <= MostCount, "The count is too large.");
        Done.React(_ => Seen.Add(1));
        Ledger.React(_ => Seen.Add(1)); // closed, so that no client undoes what changes the ledger
        Text.React(change =>
        {
            if (change.New.Contains('#', StringComparison.Ordinal))
                Text.Value = change.New.Replace("#", "", StringComparison.Ordinal); // the server has its own mind
        });
    }
}
