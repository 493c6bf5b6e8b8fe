namespace ObjectTree.Web;

/// <summary>A button that everybody who sees it may click, while it is enabled.</summary>
[FrontendType("web.button")]
public class Button : Element
{
    private readonly EventHandlers<Click> _handlers;

    /// <summary>Made by <see cref="SObject.AddChild{T}"/> or <see cref="Tree.CreateObject{T}(SObject?, Action{T}?, string?)"/>.</summary>
    public Button() => _handlers = new EventHandlers<Click>(this);

    /// <summary>What is written on it.</summary>
    public StringTopic Label { get; } = new();

    /// <summary>Whether it can be clicked. Default true.</summary>
    public BoolTopic Enabled { get; } = new(true);

    /// <summary>
    /// Calls <paramref name="handler"/> for each click, as one transition under the tree's lock, before whoever clicked gets
    /// the answer. An <see cref="OperationRejectedException"/> that it throws tells them why; nothing has changed then.
    /// </summary>
    public IDisposable OnClick(Action<Click> handler) => _handlers.Add(handler);

    /// <summary>
    /// As <see cref="OnClick(Action{Click})"/>, for work that takes time: <paramref name="handler"/> runs on
    /// the thread pool outside the tree's lock, once the click is committed. What its task throws is logged.
    /// </summary>
    public IDisposable OnClick(Func<Click, Task> handler) => _handlers.Add(handler);

    /// <summary>Clicks the button, as a page does.</summary>
    /// <exception cref="OperationRejectedException">FORBIDDEN: it is not enabled.</exception>
    [ClientCallable]
    [WireName("click")]
    public void Press(Caller caller)
    {
        Tree.Record(() =>
        {
            if (!Enabled.Value)
                throw new OperationRejectedException(RejectionCodes.Forbidden, "The button is not enabled.");
            _handlers.Run(new Click(caller));
        });
    }
}
