namespace ObjectTree.Web;

/// <summary>
/// A field for one line of text. What a page's user types reaches the server when it is entered: with Enter, or by leaving the field.
/// </summary>
[FrontendType("web.input")]
public class Input : Element
{
    private readonly EventHandlers<Commit> _handlers;

    /// <summary>Made by <see cref="SObject.AddChild{T}"/> or <see cref="Tree.CreateObject{T}(SObject?, Action{T}?, string?)"/>.</summary>
    public Input() => _handlers = new EventHandlers<Commit>(this);

    /// <summary>What stands beside it.</summary>
    public StringTopic Label { get; } = new();

    /// <summary>The text that was entered last, by anybody or by the server.</summary>
    public StringTopic Text { get; } = new();

    /// <summary>What stands in it while it is empty.</summary>
    public StringTopic Placeholder { get; } = new();

    /// <summary>Whether it can be edited. Default true.</summary>
    public BoolTopic Enabled { get; } = new(true);

    /// <summary>
    /// Calls <paramref name="handler"/> for each text that is entered, after <see cref="Text"/> has it, in the same transition.
    /// An <see cref="OperationRejectedException"/> that it throws tells whoever entered it why; nothing has changed then.
    /// </summary>
    public IDisposable OnCommit(Action<Commit> handler) => _handlers.Add(handler);

    /// <summary>
    /// As <see cref="OnCommit(Action{Commit})"/>, for work that takes time: <paramref name="handler"/> runs on
    /// the thread pool outside the tree's lock, once the text is committed. What its task throws is logged.
    /// </summary>
    public IDisposable OnCommit(Func<Commit, Task> handler) => _handlers.Add(handler);

    /// <summary>Enters a text, as a page does.</summary>
    /// <exception cref="OperationRejectedException">FORBIDDEN: it is not enabled.</exception>
    [ClientCallable]
    [WireName("commit")]
    public void Enter(Caller caller, string text)
    {
        Tree.Record(() =>
        {
            if (!Enabled.Value)
                throw new OperationRejectedException(RejectionCodes.Forbidden, "The field is not enabled.");
            Text.Value = text;
            _handlers.Run(new Commit(caller, text));
        });
    }
}
