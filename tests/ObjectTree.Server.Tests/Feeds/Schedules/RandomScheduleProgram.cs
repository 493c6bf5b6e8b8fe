using ObjectTree.Model.Shape;
using ObjectTree.Server.Tests.Support;
using ObjectTree.Tests.Programs;

namespace ObjectTree.Server.Tests.Feeds.Schedules;

/// <summary>Does random things to figures while time passes, and checks at every frame what clients may count on.</summary>
internal sealed class RandomScheduleProgram : IDisposable
{
    private const int Steps = 120, MaxFigures = 8;

    private readonly Random _random;
    private readonly TimeSpan? _tick;
    private readonly ScheduledTree _served;
    private readonly List<(long Figure, long Stamp)> _waiting = []; // stamps that wait, in the order of their commits
    private long _lastStamp;
    private long _promised; // a stamp that the next frame has to hold; 0: none
    private bool _isAtOnce; // a transition runs that has to leave before its call returns
    private DateTimeOffset _lastFrame = DateTimeOffset.MinValue;

    public RandomScheduleProgram(Random random, TimeSpan? tick)
    {
        (_random, _tick, _served) = (random, tick, ScheduledTree.Make(tick));
        _served.OnFrame = CheckFrame;
        // What is gone leaves nothing, and what undo brings back comes with all that it holds.
        _served.Tree.Committed += _ => _waiting.RemoveAll(one => !_served.Tree.TryGetObject(one.Figure, out var _));
    }

    private List<Figure> Figures => [.. _served.Tree.Root.Descendants<Figure>().OrderBy(figure => figure.Id)];

    public void Run()
    {
        for (var step = 0; step < Steps; step++)
        {
            Step();
            _served.ThrowIfFailed();
        }
        _served.Pass(5_000);
        _served.ThrowIfFailed();
        Check.That(_waiting.Count == 0, () => "something waits for ever");
        CheckReplica();
        Check.That(!_served.Time.IsSet, () => "the timer is set for nothing");
    }

    public void Dispose() => _served.Dispose();

    private void Step()
    {
        if (Figures.Count == 0)
            _served.Add();
        var figures = Figures;
        switch (_random.Next(16))
        {
            case 0:
                _served.Pass(_random.Next(1, 200));
                break;
            case 1 or 2:
                _served.Pass(_random.Next(1, 30));
                break;
            case 3 when _random.Next(3) == 0:
                _served.Flush();
                CheckReplica();
                break;
            case 4 or 5:
                AtOnce(() => Reshape(Pick(figures), figures));
                break;
            case 6 or 7:
                UndoOrRedo(figures);
                break;
            case 8:
                AtOnce(() => Mix(figures));
                break;
            case 9:
                _served.Tree.Record(() =>
                {
                    for (var i = _random.Next(1, 5); i > 0; i--)
                        WriteConflated(Pick(figures));
                });
                break;
            case 10 or 11 or 12:
                Stamp(Pick(figures));
                break;
            default:
                for (var i = _random.Next(1, 6); i > 0; i--)
                    WriteConflated(Pick(figures));
                break;
        }
    }

    /// <summary>Without a tick, it leaves before it returns.</summary>
    private void AtOnce(Action change)
    {
        var (before, frames) = (_served.Tree.Version, _served.Frames.Count);
        _isAtOnce = true;
        change();
        _isAtOnce = false;
        Check.That(
            _tick is not null || _served.Frames.Count - frames == _served.Tree.Version - before,
            () => "what is not conflated leaves at once");
    }

    private void Stamp(Figure figure)
    {
        var before = _served.Tree.Version;
        var stamp = ++_lastStamp;
        _served.Tree.Record(() =>
        {
            if (_random.Next(3) == 0)
                WriteConflated(Pick(Figures));
            figure.Stamp.Value = stamp;
        });
        _waiting.Add((figure.Id, stamp));
        if (_random.Next(3) != 0)
            return;
        Check.That(_served.Promise(before), () => "what was written just now waits");
        _promised = stamp;
    }

    private void Mix(List<Figure> figures) => _served.Tree.Record(() =>
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var figure = Pick(figures);
            if (figure.IsDestroyed)
                continue;
            switch (_random.Next(5))
            {
                case 0:
                    figure.Stamp.Value = ++_lastStamp;
                    break;
                case 1 when figures.Count > 3:
                    figure.Destroy();
                    break;
                case 2:
                    figure.Looks.Value = _served.Add(Pick(figures) is { IsDestroyed: false } parent ? parent : null);
                    break;
                default:
                    WriteConflated(figure);
                    break;
            }
        }
        _served.Tree.Root.Tags.Add($"{_served.Tree.Version}");
    });

    private void Reshape(Figure figure, List<Figure> figures)
    {
        var other = Pick(figures);
        switch (_random.Next(5))
        {
            case 0 or 1 when figures.Count < MaxFigures:
                _served.Add(figure);
                break;
            case 2 when figures.Count > 2:
                figure.Destroy();
                break;
            case 3 when other.Parent != figure && !IsWithin(figure, other):
                other.MoveTo(figure);
                break;
            default:
                figure.Name.Value = $"{_served.Tree.Version}";
                figure.Friends.Add(other);
                figure.Hit.Emit(1);
                break;
        }
    }

    private void UndoOrRedo(List<Figure> figures)
    {
        try
        {
            var scope = _random.Next(2) == 0 ? _served.Tree.Root : Pick(figures);
            _ = _random.Next(3) == 0 ? scope.Redo() : scope.Undo();
        }
        catch (OperationRejectedException)
        {
            // Something is in the way: nothing has changed.
        }
    }

    private void WriteConflated(Figure figure)
    {
        if (figure.IsDestroyed)
            return;
        var number = _random.Next(4);
        switch (_random.Next(15))
        {
            case 0:
                figure.X.Value = number;
                break;
            case 1:
                figure.X.Add(number - 2);
                break;
            case 2:
                figure.Y.Add(1);
                break;
            case 3:
                figure.Angle.Add(0.1 * number);
                break;
            case 4:
                figure.IsLit.Value = number < 2;
                break;
            case 5:
                figure.Typing.Insert(_random.Next(figure.Typing.Value.Length + 1), new string('x', number));
                break;
            case 6:
                figure.Typing.Delete(0, Math.Min(number, figure.Typing.Value.Length));
                break;
            case 7:
                figure.Mood.Value = $"{number}";
                break;
            case 8:
                figure.Looks.Value = Pick(Figures);
                break;
            case 9:
                figure.Path.Insert(_random.Next(figure.Path.Count + 1), Pick(Figures));
                break;
            case 10 when figure.Path.Count > 0:
                figure.Path.RemoveAt(_random.Next(figure.Path.Count));
                break;
            case 11 when figure.Path.Count > 0:
                figure.Path.Move(_random.Next(figure.Path.Count), _random.Next(figure.Path.Count));
                break;
            case 12:
                if (!figure.Seen.Add(number))
                    figure.Seen.Remove(number);
                break;
            case 13:
                figure.Score.Remove($"{number}");
                break;
            default:
                figure.Score[$"{number}"] = _random.Next(100);
                break;
        }
    }

    private void CheckFrame()
    {
        var stamps = _served.Replicated().Objects.Where(state => state.Type.Name == nameof(Figure))
            .ToDictionary(state => state.Id, state => state.Attributes[StampOf(state.Type)].AsInt());
        var come = _waiting.TakeWhile(one => HasCome(stamps, one)).Count();
        Check.That(
            !_waiting.Skip(come).Any(one => stamps.ContainsKey(one.Figure) && HasCome(stamps, one)),
            () => "a change came before one that was committed before it");
        Check.That(!_waiting.Skip(come).Any(one => one.Stamp <= _promised), () => "a promise was not kept by the next frame");
        _promised = 0;
        _waiting.RemoveRange(0, come);
        CheckTime();
    }

    private void CheckTime()
    {
        var now = _served.Time.GetUtcNow();
        if (_tick is { } tick && !_served.IsFlushing)
            Check.That(_lastFrame == DateTimeOffset.MinValue || now - _lastFrame >= tick, () => "two frames within a tick");
        _lastFrame = _served.IsFlushing ? DateTimeOffset.MinValue : now;
        Check.That(_tick is null || !_isAtOnce, () => "with a tick, nothing leaves at once");
    }

    private void CheckReplica() => Check.That(_served.Replicated().Equals(_served.Tree.Serialize()), () => "the replica differs");

    private static int StampOf(TypeSchema type) => type.Attributes.Select(attribute => attribute.Name).ToList().IndexOf("stamp");

    private static bool IsWithin(SObject? figure, SObject top) => figure is not null && (figure == top || IsWithin(figure.Parent, top));

    /// <summary>What is gone has no stamp to come.</summary>
    private static bool HasCome(Dictionary<long, long> stamps, (long Figure, long Stamp) one) =>
        !stamps.TryGetValue(one.Figure, out var stamp) || stamp >= one.Stamp;

    private T Pick<T>(List<T> from) => from[_random.Next(from.Count)];
}
