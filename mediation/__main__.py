"""python -m mediation"""

from mediation.cli import main

if __name__ == "__main__":
    main()
