#:project ../../src/ObjectTree.Client
#:package Spectre.Console

// The editor in a terminal. Start samples/editor/editor.cs first, then: dotnet run samples/editor/terminal.cs
// Another server: dotnet run samples/editor/terminal.cs -- tcp://host:port
using System.Threading.Channels;
using ObjectTree;
using ObjectTree.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

await using var client = await ObjectTreeClient.ConnectAsync(args is [var url, ..] ? url : "tcp://127.0.0.1:8766");
client.Views.Register<Editor>("document");
client.Tree.Rejected += refused => Editor.Tell(refused.Reason);
client.StateChanged += _ => Editor.Tell("");

Console.TreatControlCAsInput = true;
new Thread(() =>
{
    while (true)
        Editor.Events.Writer.TryWrite(Console.ReadKey(intercept: true));
}) { IsBackground = true }.Start();

AnsiConsole.Clear();
await AnsiConsole.Live(Show()).StartAsync(async screen =>
{
    screen.Refresh();
    await foreach (var key in Editor.Events.Reader.ReadAllAsync())
    {
        if (key is { Key: ConsoleKey.Escape } or { Key: ConsoleKey.C or ConsoleKey.Q, Modifiers: ConsoleModifiers.Control })
            return;
        if (key is { } pressed)
            (client.Tree.Find("document")?.View as Editor)?.Press(pressed);
        if (!Editor.Events.Reader.TryPeek(out _)) // what comes at once is shown at once
            screen.UpdateTarget(Show());
    }
});

IRenderable Show() => client.Tree.Find("document")?.View is Editor editor
    ? editor.Show(client.State)
    : new Text($"There is no document ({client.State}).");

/// <summary>The document with a caret in it. Made anew after each reconnection.</summary>
public sealed class Editor : View
{
    private static string _note = "";
    private readonly Lock _gate = new();
    private int _caret;
    private char? _high; // the first half of a character that comes in two

    /// <summary>The keys that were pressed; null: something else has changed.</summary>
    public static Channel<ConsoleKeyInfo?> Events { get; } = Channel.CreateUnbounded<ConsoleKeyInfo?>();

    public StringTopic Title { get; } = new();
    public StringTopic Text { get; } = new();

    public static void Tell(string note)
    {
        _note = note;
        Redraw();
    }

    private static void Redraw() => Events.Writer.TryWrite(null);

    protected override void OnCreate()
    {
        Title.Observe(_ => Redraw());
        Object.WritesChanged += _ => Redraw();
        Text.Observe(change =>
        {
            lock (_gate)
            {
                if (change.Edit is { } edit && edit.Position < _caret)
                    _caret = Math.Max(edit.Position, _caret - edit.Deleted) + edit.Inserted.Length;
            }
            Redraw();
        });
    }

    public void Press(ConsoleKeyInfo key)
    {
        var text = Text.Value;
        var caret = Math.Min(_caret, text.Length);
        _note = "";
        try
        {
            switch (key.Key)
            {
                case ConsoleKey.LeftArrow:
                    Go(Before(text, caret));
                    break;
                case ConsoleKey.RightArrow:
                    Go(After(text, caret));
                    break;
                case ConsoleKey.UpArrow or ConsoleKey.DownArrow:
                    Go(Beside(text, caret, key.Key == ConsoleKey.UpArrow ? -1 : 1));
                    break;
                case ConsoleKey.Home:
                    Go(text.LastIndexOf('\n', Math.Max(caret - 1, 0), Math.Max(caret, 0)) + 1);
                    break;
                case ConsoleKey.End:
                    Go(text.IndexOf('\n', caret) is var end and >= 0 ? end : text.Length);
                    break;
                case ConsoleKey.Backspace when caret > 0:
                    Text.Delete(Before(text, caret), caret - Before(text, caret));
                    break;
                case ConsoleKey.Delete when caret < text.Length:
                    Text.Delete(caret, After(text, caret) - caret);
                    break;
                case ConsoleKey.Z when key.Modifiers == ConsoleModifiers.Control:
                    TakeBack(Object.UndoAsync(), "There is nothing to undo.");
                    break;
                case ConsoleKey.Y when key.Modifiers == ConsoleModifiers.Control:
                    TakeBack(Object.RedoAsync(), "There is nothing to redo.");
                    break;
                case ConsoleKey.Enter:
                    Type(caret, "\n");
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        Type(caret, key.KeyChar);
                    break;
            }
        }
        catch (Exception exception) when (exception is ConnectionException or InvalidOperationException) // no connection, or it is gone
        {
            _note = exception.Message;
        }
        catch (OperationRejectedException refused)
        {
            _note = refused.Reason;
        }
    }

    public IRenderable Show(ClientState state)
    {
        var text = Text.Value;
        var caret = Math.Min(_caret, text.Length);
        var next = caret < text.Length && text[caret] != '\n' ? text[caret..After(text, caret)] : " ";
        var rest = text[(next == " " && (caret == text.Length || text[caret] == '\n') ? caret : caret + next.Length)..];
        var shown = new Markup($"{Markup.Escape(text[..caret])}[invert]{Markup.Escape(next)}[/]{Markup.Escape(rest)}");
        var panel = new Panel(shown) { Header = new PanelHeader($" {Markup.Escape(Title.Value)} "), Expand = true };
        var pending = Object.IsPending("text") ? "sending… " : "";
        return new Rows(
            panel,
            new Markup($"[grey]{state}  {pending}[/][yellow]{Markup.Escape(_note)}[/]"),
            new Markup("[grey]Ctrl+Z undoes, Ctrl+Y redoes what was typed here, Esc leaves.[/]"));
    }

    private void Type(int caret, char typed)
    {
        if (char.IsHighSurrogate(typed))
            _high = typed;
        else
            Type(caret, char.IsLowSurrogate(typed) ? $"{_high}{typed}" : $"{typed}");
    }

    private void Type(int caret, string typed)
    {
        Text.Insert(caret, typed);
        lock (_gate)
            _caret = Math.Min(_caret, Text.Value.Length) + typed.Length;
    }

    private void Go(int place)
    {
        lock (_gate)
            _caret = place;
    }

    private static void TakeBack(Task<bool> done, string nothing) => done.ContinueWith(
        ended => Tell(ended.Exception is { } failure ? failure.GetBaseException().Message : ended.Result ? "" : nothing),
        TaskScheduler.Default);

    private static int Before(string text, int place) =>
        Math.Max(0, place - (place > 1 && char.IsLowSurrogate(text[place - 1]) ? 2 : 1));

    private static int After(string text, int place) =>
        Math.Min(text.Length, place + (place < text.Length && char.IsHighSurrogate(text[place]) ? 2 : 1));

    /// <summary>The same column in the line above or below.</summary>
    private static int Beside(string text, int place, int direction)
    {
        var lines = text.Split('\n');
        var (line, start) = (0, 0);
        while (place > start + lines[line].Length)
            start += lines[line++].Length + 1;
        var target = line + direction;
        if (target < 0 || target >= lines.Length)
            return place;
        return lines[..target].Sum(one => one.Length + 1) + Math.Min(place - start, lines[target].Length);
    }
}
